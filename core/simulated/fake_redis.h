// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <span>
#include <vector>

#include "core/model/operation.h"
#include "core/simulated/fake_cache.h"
#include "core/simulated/fake_queues.h"

namespace stampede {

/// The cache server as a fake: every command and script of Verb, on entries and queues in memory.
class FakeRedis {
   public:
    struct Result {
        Reply reply{};
        Instant expires{0};                   ///< of what was stored, 0 = never or nothing stored
        Key stored{};                         ///< what expires then: the operation's key, its lease or its stale copy
        std::vector<PendingWrite> changes{};  ///< that a queue hands out
    };

    FakeRedis(FakeCache::Limit limit, FakeCache::Evicted evicted)
        : entries_(limit, [this, evicted = std::move(evicted)](Key key) {
              queues_.lose(key);
              evicted(key);
          }) {}
    FakeRedis(const FakeRedis&) = delete;
    FakeRedis& operator=(const FakeRedis&) = delete;

    /// `batch` is what the operation's batch id names. Evicts first, if memory is short; what would need memory that there is not is
    /// refused.
    Result run(const Operation& operation, std::span<const PendingWrite> batch, Instant now);

    /// A killed server without persistence has nothing left.
    void clear();

    /// False: it was not there.
    bool evict(Key key, Instant now);

    /// Where a server with an append-only file can be taken back to.
    struct Mark {
        UndoLog<FakeCache::Before>::Position entries = 0;
        FakeQueues queues{};
    };
    Mark mark() { return {entries_.log().position(), queues_}; }
    void go_back_to(const Mark& mark, Instant now);

    FakeCache& entries() { return entries_; }
    const FakeQueues& queues() const { return queues_; }

   private:
    Result perform(const Operation& operation, std::span<const PendingWrite> batch, Instant now);
    Result get(const Operation& operation, Instant now);
    Result store(const Operation& operation, Instant now);
    Result remove(const Operation& operation, Instant now);
    Result incr(const Operation& operation, Instant now);
    Result lease_get(const Operation& operation, Instant now);
    Result lease_del(const Operation& operation, Instant now);
    Result write_and_queue(const Operation& operation, Instant now);
    Result queue(const Operation& operation, std::span<const PendingWrite> batch, Instant now);
    bool may_store(const Operation& operation, Instant now);
    void weigh(Role role, Instant now);

    FakeCache entries_;
    FakeQueues queues_;
    std::uint64_t last_lease_ = 0;
    bool has_room_ = true;
};

}  // namespace stampede
