// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <cstdint>
#include <mutex>
#include <shared_mutex>

namespace stampede {

/// Numbers reads and commits in the order in which they took place, over all threads: without it two threads could report a commit before
/// a read that did not see it. Readers share, a commit is alone, so no read overlaps a commit.
class CommitOrder {
   public:
    template <class Read>
    std::uint64_t read(Read&& read_snapshot) {
        const std::shared_lock shared(mutex_);
        read_snapshot();
        return next_.fetch_add(1, std::memory_order_relaxed);
    }
    template <class Commit>
    std::uint64_t commit(Commit&& commit_transaction) {
        const std::unique_lock alone(mutex_);
        commit_transaction();
        return next_.fetch_add(1, std::memory_order_relaxed);
    }

   private:
    std::shared_mutex mutex_;
    std::atomic<std::uint64_t> next_ = 0;
};

}  // namespace stampede
