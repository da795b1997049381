// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ports/operation_port.h"

namespace stampede {

/// The cache as a strategy sees it. Every call is one operation on one key; each gives up after the configured deadline.
class CacheStore {
   public:
    using Where = std::source_location;

    CacheStore(OperationPort& port, InstanceId instance, Duration deadline)
        : port_(&port), instance_(instance), deadline_(deadline), read_deadline_(deadline) {}

    /// The same cache for somebody who waits less, or more, long; 0 = for ever.
    CacheStore with_deadline(Duration deadline) const { return {*port_, instance_, deadline}; }

    /// The same cache for somebody whose looks into it give up after this long; everything else as before.
    CacheStore with_read_deadline(Duration deadline) const {
        CacheStore store = *this;
        store.read_deadline_ = deadline;
        return store;
    }

    OperationAwaiter get(Key key, Where where = Where::current()) const { return {port_, make(Verb::cache_get, key), where}; }

    /// Stores if the entry's condition holds; `applied` says whether it did.
    OperationAwaiter store(Key key, Entry entry, Where where = Where::current()) const {
        return {port_, make(verb_for(entry.condition), key, entry), where};
    }
    OperationAwaiter del(Key key, Where where = Where::current()) const { return {port_, make(Verb::cache_del, key), where}; }

    /// The next count of the row's version key; it starts at 1.
    OperationAwaiter incr(Key key, Where where = Where::current()) const {
        return {port_, make(Verb::cache_incr, key.as(Role::counter)), where};
    }

    /// Takes the row's lock for `ttl` at most; `applied` says whether it was free.
    OperationAwaiter lock(Key key, std::uint64_t token, Duration ttl, Where where = Where::current()) const {
        Operation operation = make(Verb::cache_add, key.as(Role::lock));
        operation.token = token;
        operation.ttl = ttl;
        return {port_, operation, where};
    }
    /// Gives the lock back, if it still is the token's.
    OperationAwaiter unlock(Key key, std::uint64_t token, Where where = Where::current()) const {
        Operation operation = make(Verb::cache_del_if, key.as(Role::lock));
        operation.token = token;
        return {port_, operation, where};
    }

    /// Deletes the key of a mechanism, if it still holds this number.
    OperationAwaiter del_if(Key key, std::uint64_t token, Where where = Where::current()) const {
        Operation operation = make(Verb::cache_del_if, key);
        operation.token = token;
        return {port_, operation, where};
    }

    /// Looks; on a miss hands out the right to fill, once in a hold-off: the reply's token, 0 for everybody else.
    OperationAwaiter lease_get(Key key, Duration hold_off, Where where = Where::current()) const {
        Operation operation = make(Verb::cache_lease_get, key);
        operation.ttl = hold_off;
        return {port_, operation, where};
    }
    /// Deletes the entry and voids its lease. Those who wait may have the old value as a stale one for `keep`.
    OperationAwaiter lease_del(Key key, Duration keep, Where where = Where::current()) const {
        Operation operation = make(Verb::cache_lease_del, key);
        operation.ttl = keep;
        return {port_, operation, where};
    }

    OperationAwaiter publish(Channel channel, Key key, Where where = Where::current()) const {
        Operation operation = make(Verb::cache_publish, key);
        operation.channel = channel;
        return {port_, operation, where};
    }

   private:
    static constexpr Verb verb_for(Condition condition) {
        switch (condition) {
            case Condition::none: return Verb::cache_set;
            case Condition::vacant: return Verb::cache_add;
            case Condition::newer: return Verb::cache_set_newer;
            case Condition::leased: return Verb::cache_lease_set;
        }
        return Verb::cache_set;
    }
    Operation make(Verb verb, Key key, const Entry& entry = {}) const {
        Operation operation;
        operation.verb = verb;
        operation.instance = instance_;
        operation.key = key;
        operation.deadline = looks(verb) ? read_deadline_ : deadline_;
        operation.value = entry.value;
        operation.state = entry.state;
        operation.condition = entry.condition;
        operation.ttl = entry.ttl;
        operation.notes = entry.notes;
        operation.token = entry.token;
        return operation;
    }

    OperationPort* port_;
    InstanceId instance_;
    Duration deadline_;
    Duration read_deadline_;
};

}  // namespace stampede
