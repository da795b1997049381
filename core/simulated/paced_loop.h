// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <vector>

#include "core/async/loop.h"
#include "core/async/virtual_time_loop.h"

namespace stampede {

/// Virtual time at the pace of the wall clock, so that a person can watch the simulated world. It can be frozen; timers that are due
/// run all the same.
class PacedLoop final : public Loop, public TimeControl {
   public:
    std::chrono::nanoseconds now() const override { return timers_.now(); }
    void at(std::chrono::nanoseconds deadline, Timer timer) override { timers_.at(deadline, timer); }
    void forget(const void* context) override { timers_.forget(context); }
    void run() override;
    bool run_until(const std::function<bool()>& condition, std::chrono::nanoseconds at_most) override;
    void stop() override;
    void post(std::function<void()> call) override;
    void freeze() override;
    void thaw() override;
    void advance(std::chrono::nanoseconds by) override;

   private:
    using Wall = std::chrono::steady_clock;

    std::chrono::nanoseconds due() const;
    void catch_up();
    bool wait(Wall::time_point end);
    void run_posted();

    VirtualTimeLoop timers_;
    bool frozen_ = false;
    bool begun_ = false;
    Wall::time_point wall_ = Wall::now();      // when ...
    std::chrono::nanoseconds lab_at_wall_{0};  // ... lab time was this
    std::mutex mutex_;
    std::condition_variable wake_;
    std::vector<std::function<void()>> posted_;  // guarded by mutex_
    bool stopping_ = false;                      // guarded by mutex_
};

}  // namespace stampede
