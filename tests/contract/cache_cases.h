// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/contract/world_under_test.h"

namespace stampede::test {

inline constexpr Key kUser{Kind::user_profile, 42};
inline constexpr Key kProduct{Kind::product, 7};
inline constexpr Key kQueue{Kind::user_profile, 0, Role::queue};
inline constexpr Key kStream{Kind::user_profile, 0, Role::stream};

inline RunConfig short_cache_latency() {
    RunConfig config;
    config.latency.cache = std::chrono::microseconds(200);
    config.latency.database = std::chrono::milliseconds(2);
    return config;
}

/// A world whose cache is spoken to in whole operations.
class CacheCase {
   public:
    explicit CacheCase(bool live, const RunConfig& config = short_cache_latency())
        : w_(live ? make_live(config) : make_simulated(config)) {}

    WorldUnderTest* operator->() { return w_.get(); }
    Recorder& seen() { return w_->seen(); }

    static Operation op(Verb verb, Key key, Value value = {}) { return WorldUnderTest::make(verb, key, value); }
    Reply perform(const Operation& operation) { return w_->perform(operation).reply; }

    Reply store(Verb verb, Key key, Value value, EntryState state = EntryState::value, Duration ttl = Duration{0}) {
        Operation operation = op(verb, key, value);
        operation.state = state;
        operation.ttl = ttl;
        return perform(operation);
    }
    Reply with_token(Verb verb, Key key, std::uint64_t token, Duration ttl = Duration{0}, Value value = {}) {
        Operation operation = op(verb, key, value);
        operation.token = token;
        operation.ttl = ttl;
        return perform(operation);
    }
    /// A write that the queue of `verb` gets.
    Reply queue(Verb verb, Key key, WriteId write, bool erase = false, std::uint32_t bound = 0) {
        Operation operation = op(verb, key, Value{write, 0});
        operation.erase = erase;
        operation.state = erase ? EntryState::absent : EntryState::value;
        operation.count = bound;
        return perform(operation);
    }
    Reply ask(Verb verb, std::uint32_t count, InstanceId instance = 0, Duration idle = Duration{0}) {
        Operation operation = op(verb, verb < Verb::stream_write ? kQueue : kStream);
        operation.count = count;
        operation.instance = instance;
        operation.ttl = idle;
        return perform(operation);
    }
    /// What the reply's batch holds.
    std::vector<PendingWrite> changes(const Reply& reply) {
        return reply.batch == 0 ? std::vector<PendingWrite>{} : seen().batches.at(reply.batch - 1);
    }
    /// An operation about exactly these changes.
    Reply about(Verb verb, std::vector<PendingWrite> batch, InstanceId instance = 0) {
        seen().pending = std::move(batch);
        Operation operation = op(verb, verb < Verb::stream_write ? kQueue : kStream);
        operation.instance = instance;
        operation.batch = 1;
        return perform(operation);
    }
    void restart_cache() {
        const std::size_t starts = seen().count(EventType::cache_started);
        w_->inject(FaultKind::redis_kill);
        w_->world().heal(Fault{FaultKind::redis_kill});
        w_->run_until([&] { return seen().count(EventType::cache_started) > starts; });
    }

   private:
    std::unique_ptr<WorldUnderTest> w_;
};

inline std::vector<WriteId> writes_of(const std::vector<PendingWrite>& changes) {
    std::vector<WriteId> writes;
    for (const PendingWrite& change : changes) writes.push_back(change.write);
    return writes;
}

}  // namespace stampede::test
