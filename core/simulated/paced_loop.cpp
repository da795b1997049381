// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/simulated/paced_loop.h"

#include <algorithm>
#include <utility>

namespace stampede {

std::chrono::nanoseconds PacedLoop::due() const { return frozen_ ? lab_at_wall_ : lab_at_wall_ + (Wall::now() - wall_); }

void PacedLoop::catch_up() { timers_.run_until(std::max(due(), timers_.now())); }

void PacedLoop::run() {
    wall_ = Wall::now();
    for (;;) {
        std::vector<std::function<void()>> calls;
        {
            std::unique_lock lock(mutex_);
            const auto woken = [this] { return stopping_ || !posted_.empty(); };
            if (timers_.idle() || (frozen_ && timers_.next_deadline() > due())) {
                wake_.wait(lock, woken);
            } else {
                wake_.wait_until(lock, Wall::now() + std::max(timers_.next_deadline() - due(), std::chrono::nanoseconds{0}), woken);
            }
            if (stopping_) return;
            calls.swap(posted_);
        }
        catch_up();
        for (auto& call : calls) call();
    }
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
