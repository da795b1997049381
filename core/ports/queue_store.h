// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/change.h"
#include "core/ports/operation_port.h"

namespace stampede {

/// The queues that the cache server can hold for a write-behind: a list, and a stream with one consumer group whose consumers are the
/// instances. Whoever takes changes gets the name of a batch, whose changes the instance's WriteQueue then shows.
class QueueStore {
   public:
    using Where = std::source_location;

    QueueStore(OperationPort& port, InstanceId instance, Duration deadline) : port_(&port), instance_(instance), deadline_(deadline) {}

    OperationAwaiter list_push(Key key, Change change, Where where = Where::current()) const {
        return {port_, make(Verb::list_push, key, change), where};
    }
    /// Stores the value, or deletes it for an erasure, and queues the change, both or neither.
    OperationAwaiter list_write(Key key, Change change, Duration ttl, Where where = Where::current()) const {
        Operation operation = make(Verb::list_write, key, change);
        operation.ttl = ttl;
        return {port_, operation, where};
    }
    OperationAwaiter list_pop(std::uint32_t count, Where where = Where::current()) const {
        return {port_, make(Verb::list_pop, count), where};
    }
    OperationAwaiter list_take(std::uint32_t count, Where where = Where::current()) const {
        return {port_, make(Verb::list_take, count), where};
    }
    OperationAwaiter list_done(BatchId batch, Where where = Where::current()) const {
        return {port_, named(Verb::list_done, batch), where};
    }
    OperationAwaiter list_recover(Where where = Where::current()) const { return {port_, make(Verb::list_recover, 0), where}; }

    /// As list_write. Refused while the stream holds `bound` changes; 0 = no bound.
    OperationAwaiter stream_write(Key key, Change change, Duration ttl, std::uint32_t bound, Where where = Where::current()) const {
        Operation operation = make(Verb::stream_write, key, change);
        operation.ttl = ttl;
        operation.count = bound;
        return {port_, operation, where};
    }
    OperationAwaiter stream_read(std::uint32_t count, Where where = Where::current()) const {
        return {port_, make(Verb::stream_read, count), where};
    }
    /// Takes over what some consumer, this one too, has had for `idle` without acknowledging it.
    OperationAwaiter stream_claim(std::uint32_t count, Duration idle, Where where = Where::current()) const {
        Operation operation = make(Verb::stream_claim, count);
        operation.ttl = idle;
        return {port_, operation, where};
    }
    OperationAwaiter stream_done(BatchId batch, Where where = Where::current()) const {
        return {port_, named(Verb::stream_done, batch), where};
    }
    OperationAwaiter stream_dead_letter(BatchId batch, Where where = Where::current()) const {
        return {port_, named(Verb::stream_dead_letter, batch), where};
    }

   private:
    Operation make(Verb verb, Key key, Change change) const {
        Operation operation = make(verb, 0);
        operation.key = key;
        operation.value.write = change.id;
        operation.erase = change.erase;
        operation.state = change.erase ? EntryState::absent : EntryState::value;
        return operation;
    }
    Operation make(Verb verb, std::uint32_t count) const {
        Operation operation;
        operation.verb = verb;
        operation.instance = instance_;
        operation.deadline = deadline_;
        operation.count = count;
        const bool list = verb >= Verb::list_push && verb <= Verb::list_recover;
        operation.key.role = list ? Role::queue : Role::stream;
        return operation;
    }
    Operation named(Verb verb, BatchId batch) const {
        Operation operation = make(verb, 0);
        operation.batch = batch;
        return operation;
    }

    OperationPort* port_;
    InstanceId instance_;
    Duration deadline_;
};

}  // namespace stampede
