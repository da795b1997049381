// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/simulated/fake_redis.h"

namespace stampede {
namespace {

Instant deadline_of(Duration ttl, Instant now) { return ttl > Duration{0} ? now + ttl : Instant{0}; }

PendingWrite change_of(const Operation& operation) { return PendingWrite{operation.key, operation.value.write, operation.erase}; }

FakeRedis::Result refused() {
    FakeRedis::Result result;
    result.reply.outcome = Outcome::refused;
    return result;
}

// Commands that Redis flags as denyoom, and scripts that always run one. Scripts that may do without ask when they get there.
bool needs_memory(Verb verb) {
    switch (verb) {
        case Verb::cache_incr:
        case Verb::list_push:
        case Verb::list_take:
        case Verb::list_recover:
        case Verb::stream_dead_letter: return true;
        default: return stores(verb);
    }
}

bool is_of_list(Verb verb) { return verb >= Verb::list_push && verb <= Verb::list_recover; }
bool is_of_stream(Verb verb) { return verb >= Verb::stream_write && verb <= Verb::stream_dead_letter; }

}  // namespace

FakeRedis::Result FakeRedis::run(const Operation& operation, std::span<const PendingWrite> batch, Instant now) {
    has_room_ = entries_.make_room(now);
    if (!has_room_ && needs_memory(operation.verb)) return refused();
    Result result = perform(operation, batch, now);
    if (is_of_list(operation.verb)) weigh(Role::queue, now);
    if (is_of_stream(operation.verb)) weigh(Role::stream, now);
    return result;
}

// Lists and streams are keys among others and count against the same memory.
void FakeRedis::weigh(Role role, Instant now) {
    constexpr std::uint32_t kMostKeys = 5;  // the list, and what each of four instances has taken
    for (std::uint32_t id = 0; id < kMostKeys; ++id) {
        const Key key{Kind::user_profile, id, role};
        entries_.weigh(key, queues_.bytes(key), now);
    }
}

FakeRedis::Result FakeRedis::perform(const Operation& operation, std::span<const PendingWrite> batch, Instant now) {
    switch (operation.verb) {
        case Verb::cache_get: return get(operation, now);
        case Verb::cache_set:
        case Verb::cache_add:
        case Verb::cache_set_newer:
        case Verb::cache_lease_set: return store(operation, now);
        case Verb::cache_del:
        case Verb::cache_del_if: return remove(operation, now);
        case Verb::cache_incr: return incr(operation, now);
        case Verb::cache_lease_get: return lease_get(operation, now);
        case Verb::cache_lease_del: return lease_del(operation, now);
        case Verb::list_write:
        case Verb::stream_write: return write_and_queue(operation, now);
        case Verb::cache_publish: return {};
        default: return queue(operation, batch, now);
    }
}

void FakeRedis::clear() {
    entries_.clear();
    queues_.clear();
}

bool FakeRedis::evict(Key key, Instant now) {
    const bool there = entries_.del(key, now) > 0;
    if (there) queues_.lose(key);
    return there;
}

void FakeRedis::go_back_to(const Mark& mark, Instant now) {
    entries_.go_back_to(mark.entries, now);
    queues_.go_back_to(mark.queues);
}

FakeRedis::Result FakeRedis::get(const Operation& operation, Instant now) {
    Result result;
    const FakeEntry* entry = entries_.get(operation.key, now);
    if (entry == nullptr) return result;
    result.reply.found = entry->state == EntryState::value;
    result.reply.state = entry->state;
    result.reply.value = entry->value;
    result.reply.token = entry->token;
    result.reply.notes = entry->notes;
    return result;
}

bool FakeRedis::may_store(const Operation& operation, Instant now) {
    switch (operation.verb) {
        case Verb::cache_add: return entries_.get(operation.key, now) == nullptr;
        case Verb::cache_set_newer: {
            const FakeEntry* held = entries_.get(operation.key, now);
            if (held == nullptr || held->value.version < operation.value.version) return true;
            return held->value.version == operation.value.version && operation.state != EntryState::tombstone;
        }
        case Verb::cache_lease_set: {
            const FakeEntry* lease = entries_.get(operation.key.as(Role::lease), now);
            return lease != nullptr && operation.token != 0 && lease->token == operation.token;
        }
        default: return true;
    }
}

FakeRedis::Result FakeRedis::store(const Operation& operation, Instant now) {
    Result result;
    if (!may_store(operation, now)) return result;
    if (operation.verb == Verb::cache_lease_set) entries_.del(operation.key.as(Role::lease), now);
    result.expires = deadline_of(operation.ttl, now);
    result.stored = operation.key;
    FakeEntry entry{operation.value, operation.state, operation.notes, 0, result.expires};
    // A mechanism's key holds a bare number and nothing else.
    if (operation.key.role != Role::data) entry = {Value{}, EntryState::value, EntryNotes{}, operation.token, result.expires};
    entries_.set(operation.key, entry, now);
    result.reply.applied = true;
    result.reply.affected = 1;
    return result;
}

FakeRedis::Result FakeRedis::remove(const Operation& operation, Instant now) {
    Result result;
    if (operation.verb == Verb::cache_del_if) {
        const FakeEntry* held = entries_.get(operation.key, now);
        if (held == nullptr || held->token != operation.token) return result;
    }
    result.reply.affected = entries_.del(operation.key, now);
    result.reply.applied = result.reply.affected > 0;
    return result;
}

FakeRedis::Result FakeRedis::incr(const Operation& operation, Instant now) {
    Result result;
    const FakeEntry* held = entries_.get(operation.key, now);
    FakeEntry counted = held == nullptr ? FakeEntry{} : *held;
    result.reply.token = ++counted.token;
    result.reply.applied = true;
    result.reply.affected = 1;
    entries_.set(operation.key, counted, now);
    return result;
}

FakeRedis::Result FakeRedis::lease_get(const Operation& operation, Instant now) {
    Result result = get(operation, now);
    if (result.reply.settled()) return result;
    const Key lease = operation.key.as(Role::lease);
    if (const FakeEntry* stale = entries_.get(operation.key.as(Role::stale), now); stale != nullptr) {
        result.reply.state = EntryState::stale;
        result.reply.value = stale->value;
    }
    if (entries_.get(lease, now) != nullptr) return result;
    if (!has_room_) return refused();
    result.reply.token = ++last_lease_;
    result.reply.applied = true;
    result.expires = deadline_of(operation.ttl, now);
    result.stored = lease;
    entries_.set(lease, {Value{}, EntryState::value, EntryNotes{}, last_lease_, result.expires}, now);
    return result;
}

FakeRedis::Result FakeRedis::lease_del(const Operation& operation, Instant now) {
    Result result;
    const FakeEntry* held = entries_.get(operation.key, now);
    if (held != nullptr && held->state == EntryState::value && operation.ttl > Duration{0}) {
        if (!has_room_) return refused();
        FakeEntry stale = *held;
        stale.expires = result.expires = deadline_of(operation.ttl, now);
        result.stored = operation.key.as(Role::stale);
        entries_.set(result.stored, stale, now);
    }
    entries_.del(operation.key.as(Role::lease), now);
    result.reply.affected = entries_.del(operation.key, now);
    result.reply.applied = result.reply.affected > 0;
    return result;
}

FakeRedis::Result FakeRedis::write_and_queue(const Operation& operation, Instant now) {
    Result result;
    const bool stream = operation.verb == Verb::stream_write;
    if (stream && operation.count > 0 && queues_.length() >= operation.count) {
        result.reply.outcome = Outcome::refused;
        return result;
    }
    if (operation.erase) {
        entries_.del(operation.key, now);
    } else {
        result.expires = deadline_of(operation.ttl, now);
        result.stored = operation.key;
        entries_.set(operation.key, {operation.value, EntryState::value, operation.notes, 0, result.expires}, now);
    }
    if (stream) result.reply.token = queues_.add(change_of(operation));
    if (!stream) queues_.push(change_of(operation));
    result.reply.applied = true;
    result.reply.affected = 1;
    return result;
}

FakeRedis::Result FakeRedis::queue(const Operation& operation, std::span<const PendingWrite> batch, Instant now) {
    Result result;
    switch (operation.verb) {
        case Verb::list_push:
            queues_.push(change_of(operation));
            result.reply.affected = 1;
            break;
        case Verb::list_pop: result.changes = queues_.pop(operation.count); break;
        case Verb::list_take: result.changes = queues_.take(operation.instance, operation.count); break;
        case Verb::list_done: result.reply.affected = queues_.done(operation.instance, batch); break;
        case Verb::list_recover: result.reply.affected = queues_.recover(); break;
        case Verb::stream_read: result.changes = queues_.read(operation.instance, operation.count, now); break;
        case Verb::stream_claim: result.changes = queues_.claim(operation.instance, operation.count, operation.ttl, now); break;
        case Verb::stream_done: result.reply.affected = queues_.acknowledge(batch); break;
        case Verb::stream_dead_letter: result.reply.affected = queues_.bury(batch); break;
        default: result.reply.outcome = Outcome::refused; break;
    }
    if (!result.changes.empty()) result.reply.affected = static_cast<std::uint32_t>(result.changes.size());
    result.reply.applied = result.reply.affected > 0;
    return result;
}

}  // namespace stampede
