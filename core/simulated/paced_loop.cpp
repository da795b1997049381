// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/simulated/paced_loop.h"

#include <algorithm>
#include <utility>

namespace stampede {

std::chrono::nanoseconds PacedLoop::due() const { return frozen_ ? lab_at_wall_ : lab_at_wall_ + (Wall::now() - wall_); }

void PacedLoop::catch_up() { timers_.run_until(std::max(due(), timers_.now())); }

void PacedLoop::run() {
    run_until([] { return false; }, std::chrono::hours(24 * 365));
}

bool PacedLoop::run_until(const std::function<bool()>& condition, std::chrono::nanoseconds at_most) {
    const Wall::time_point end = Wall::now() + at_most;
    if (!std::exchange(begun_, true)) wall_ = Wall::now();
    while (!condition()) {
        if (!wait(end)) return condition();
        catch_up();
        run_posted();
    }
    return true;
}

// Until a timer is due or a call is posted; false at the end of its time, or when the loop is stopped.
bool PacedLoop::wait(Wall::time_point end) {
    std::unique_lock lock(mutex_);
    const auto woken = [this] { return stopping_ || !posted_.empty(); };
    const bool nothing_due = timers_.idle() || (frozen_ && timers_.next_deadline() > due());
    Wall::time_point until = end;
    if (!nothing_due) until = std::min(end, Wall::now() + std::max(timers_.next_deadline() - due(), std::chrono::nanoseconds{0}));
    wake_.wait_until(lock, until, woken);
    return !stopping_ && (until < end || !posted_.empty());
}

void PacedLoop::run_posted() {
    std::vector<std::function<void()>> calls;
    {
        const std::lock_guard lock(mutex_);
        calls.swap(posted_);
    }
    for (auto& call : calls) call();
}

void PacedLoop::stop() {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
    wake_.notify_one();
}

void PacedLoop::post(std::function<void()> call) {
    const std::lock_guard lock(mutex_);
    posted_.push_back(std::move(call));
    wake_.notify_one();
}

void PacedLoop::freeze() {
    if (frozen_) return;
    lab_at_wall_ = timers_.now();
    frozen_ = true;
}

void PacedLoop::thaw() {
    if (!frozen_) return;
    frozen_ = false;
    wall_ = Wall::now();
}

void PacedLoop::advance(std::chrono::nanoseconds by) {
    lab_at_wall_ = timers_.now() + by;
    wall_ = Wall::now();
    timers_.run_until(lab_at_wall_);
}

}  // namespace stampede
