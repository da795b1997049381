// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/async/timer_queue.h"

namespace stampede {

/// The only notion of time in the core. A live lab runs it on an event loop against the wall clock, a simulated one jumps from
/// deadline to deadline; everything above cannot tell which.
class Scheduler {
   public:
    virtual ~Scheduler() = default;

    /// Time since the lab opened.
    virtual std::chrono::nanoseconds now() const = 0;

    /// Runs the timer once `now()` has reached the deadline, never inside this call.
    virtual void at(std::chrono::nanoseconds deadline, Timer timer) = 0;

    /// No timer with this context runs any more: what it names is about to go. Looks at every timer.
    virtual void forget(const void* context) = 0;
};

}  // namespace stampede
