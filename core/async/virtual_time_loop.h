// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/async/scheduler.h"
#include "core/async/time_control.h"

namespace stampede {

/// A scheduler whose clock jumps to the next deadline. Same timers in, same order out: a run is repeatable to the last event.
class VirtualTimeLoop final : public Scheduler, public TimeControl {
   public:
    std::chrono::nanoseconds now() const override { return now_; }
    void at(std::chrono::nanoseconds deadline, Timer timer) override { timers_.push(deadline < now_ ? now_ : deadline, timer); }

    void forget(const void* context) override { timers_.forget(context); }

    /// Virtual time moves only when somebody runs it, so there is nothing to hold.
    void freeze() override {}
    void thaw() override {}
    void advance(std::chrono::nanoseconds by) override { run_until(now_ + by); }

    bool idle() const { return timers_.empty(); }

    /// Precondition: not idle.
    std::chrono::nanoseconds next_deadline() const { return timers_.next_deadline(); }

    /// Jumps to the next deadline and runs one timer; false when there is none.
    bool run_one() {
        if (timers_.empty()) return false;
        now_ = timers_.next_deadline();
        const Timer timer = timers_.pop();
        timer.run(timer.context, timer.argument);
        return true;
    }

    /// Runs every timer due by `until`, then stands at `until`.
    void run_until(std::chrono::nanoseconds until) {
        while (!timers_.empty() && timers_.next_deadline() <= until) run_one();
        if (now_ < until) now_ = until;
    }

   private:
    TimerQueue timers_;
    std::chrono::nanoseconds now_{0};
};

}  // namespace stampede
