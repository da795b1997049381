// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <deque>

#include "core/async/scheduler.h"
#include "core/model/time.h"

namespace stampede {

/// Deadlines of many short operations that nearly all end in time. The configured deadline is the same for all, so they fall due in the
/// order of issue: a queue with one timer for its head, instead of one timer for each. An operation with an earlier deadline than what
/// stands before it, or than the timer's, gets a timer of its own.
class DeadlineRing {
   public:
    /// `due.run(due.context, token)` is called at the deadline unless `over` has said that the token's operation has ended.
    DeadlineRing(Scheduler& scheduler, Timer due, bool (*over)(void* context, std::uint64_t token))
        : scheduler_(&scheduler), due_(due), over_(over) {}

    void add(Instant deadline, std::uint64_t token) {
        const bool earlier = !waiting_.empty() && deadline < waiting_.back().deadline;
        if (earlier || (armed_ && deadline < armed_for_)) {
            return scheduler_->at(deadline, Timer{due_.run, due_.context, token});
        }
        waiting_.push_back({deadline, token});
        if (!armed_) arm();
    }

    /// Drops what has ended at the head; call it when an operation ends.
    void trim() {
        while (!waiting_.empty() && over_(due_.context, waiting_.front().token)) waiting_.pop_front();
    }

   private:
    struct Entry {
        Instant deadline;
        std::uint64_t token;
    };

    void arm() {
        armed_ = true;
        armed_for_ = waiting_.front().deadline;
        const auto fire = [](void* self, std::uint64_t) { static_cast<DeadlineRing*>(self)->fire(); };
        scheduler_->at(armed_for_, Timer{fire, this, 0});
    }

    void fire() {
        armed_ = false;
        const Instant now = scheduler_->now();
        for (trim(); !waiting_.empty() && waiting_.front().deadline <= now; trim()) {
            const std::uint64_t token = waiting_.front().token;
            waiting_.pop_front();
            due_.run(due_.context, token);
        }
        if (!waiting_.empty() && !armed_) arm();
    }

    Scheduler* scheduler_;
    Timer due_;
    bool (*over_)(void*, std::uint64_t);
    std::deque<Entry> waiting_;
    bool armed_ = false;  // the timer stays set when what it was for has ended
    Instant armed_for_{0};
};

}  // namespace stampede
