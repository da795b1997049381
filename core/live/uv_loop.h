// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <mutex>
#include <vector>

#include "core/async/loop.h"
#include "core/async/time_control.h"
#include "core/live/lab_clock.h"
#include "core/live/turn_clock.h"

struct uv_loop_s;

namespace stampede {

/// The live lab's loop, on libuv. Lab time runs with the wall clock, except while it is frozen; timers that are not yet due then wait with
/// it. Timers have the precision of the kernel's (timerfd), not libuv's milliseconds, and an idle loop sleeps.
class UvLoop final : public Loop, public TimeControl {
   public:
    UvLoop();
    ~UvLoop() override;
    UvLoop(const UvLoop&) = delete;
    UvLoop& operator=(const UvLoop&) = delete;

    std::chrono::nanoseconds now() const override { return clock_.now(wall_now()); }
    void at(std::chrono::nanoseconds deadline, Timer timer) override { lab_timers_.push(deadline, timer); }
    void forget(const void* context) override { lab_timers_.forget(context); }
    void run() override;
    bool run_until(const std::function<bool()>& condition, Duration at_most) override;
    void stop() override;
    void post(std::function<void()> call) override;

    void freeze() override { clock_.freeze(wall_now()); }
    void thaw() override { clock_.thaw(wall_now()); }
    /// Runs the timers that fall due on the way, each at its own time.
    void advance(std::chrono::nanoseconds by) override;
    bool frozen() const { return clock_.frozen(); }

    /// Time and timers that no freeze holds up, for what supervises processes.
    Instant wall_now() const { return turn_.now(); }
    void at_wall(Instant deadline, Timer timer) { wall_timers_.push(deadline, timer); }

    /// Called at the end of each turn, before the loop waits: the place to write what the turn has gathered.
    void before_waiting(Timer hook) { hooks_.push_back(hook); }
    void forget_hooks(const void* context);

    /// From now on neither timers nor posted calls run: whoever they belong to may be gone.
    void wind_down() { winding_down_ = true; }

    uv_loop_s* native();

   private:
    struct Handles;

    void turn(bool once);
    void end_turn();
    void run_due();
    void run_posted();
    void arm();
    Instant next_wake_up() const;

    TurnClock turn_;
    LabClock clock_{TurnClock::read()};
    TimerQueue lab_timers_;
    TimerQueue wall_timers_;
    std::vector<Timer> hooks_;
    Instant armed_ = kNever;
    Instant wake_by_ = kNever;
    const std::function<bool()>* awaited_ = nullptr;  // by run_until
    bool winding_down_ = false;
    int timer_fd_ = -1;
    std::unique_ptr<Handles> handles_;
    std::atomic<bool> stopping_ = false;
    std::mutex mutex_;
    std::vector<std::function<void()>> posted_;  // guarded by mutex_
};

}  // namespace stampede
