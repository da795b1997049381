// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <cstddef>

#include "core/async/scheduler.h"
#include "core/ports/world.h"

namespace stampede {

/// What a pool of connections looks like at a moment.
struct PoolUse {
    std::size_t in_use = 0;
    std::size_t waiting = 0;  ///< askers in the queue for a connection
    std::size_t size = 0;

    friend bool operator==(const PoolUse&, const PoolUse&) = default;
};

/// Tells a world's observer about its pool: the first change at once, those that follow at most once in 100 ms of lab time. A pool that
/// does not change costs nothing: a timer waits only where there is something to tell.
class PoolReport {
   public:
    explicit PoolReport(Scheduler& scheduler) : scheduler_(&scheduler) {}
    void observe(WorldObserver& observer) { observer_ = &observer; }
    void changed(PoolUse use) {
        use_ = use;
        if (waiting_ || use_ == told_) return;
        waiting_ = true;
        const auto tell = [](void* self, std::uint64_t) { static_cast<PoolReport*>(self)->tell(); };
        scheduler_->at(std::max(scheduler_->now(), next_), Timer{tell, this, 0});
    }
    /// The pool is as new, which nobody needs to be told.
    void reset() { use_ = told_ = PoolUse{}; }

   private:
    static constexpr Duration kInterval = std::chrono::milliseconds(100);

    void tell() {
        waiting_ = false;
        if (use_ == told_ || observer_ == nullptr) return;
        told_ = use_;
        next_ = scheduler_->now() + kInterval;
        Event event;
        event.type = EventType::pool;
        event.detail = static_cast<std::int64_t>(use_.in_use);
        event.operation = static_cast<OperationId>(use_.waiting);
        event.session = static_cast<SessionId>(use_.size);
        observer_->happened(event);
    }

    Scheduler* scheduler_;
    WorldObserver* observer_ = nullptr;
    PoolUse use_{};
    PoolUse told_{};
    Instant next_{0};
    bool waiting_ = false;
};

}  // namespace stampede
