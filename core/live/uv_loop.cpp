// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/live/uv_loop.h"

#include <sys/timerfd.h>
#include <unistd.h>
#include <uv.h>

#include <algorithm>
#include <utility>

namespace stampede {
namespace {

// How many timers may run before the stores get their turn again.
constexpr int kTimersATurn = 4096;

}  // namespace

struct UvLoop::Handles {
    uv_loop_t loop{};
    uv_async_t wake{};
    uv_prepare_t prepare{};
    uv_poll_t timer{};
};

UvLoop::UvLoop() : handles_(std::make_unique<Handles>()) {
    Handles& h = *handles_;
    uv_loop_init(&h.loop);
    h.loop.data = this;
    timer_fd_ = timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK | TFD_CLOEXEC);
    uv_async_init(&h.loop, &h.wake, [](uv_async_t* handle) { static_cast<UvLoop*>(handle->loop->data)->run_posted(); });
    uv_prepare_init(&h.loop, &h.prepare);
    uv_prepare_start(&h.prepare, [](uv_prepare_t* handle) { static_cast<UvLoop*>(handle->loop->data)->end_turn(); });
    uv_poll_init(&h.loop, &h.timer, timer_fd_);
    uv_poll_start(&h.timer, UV_READABLE, [](uv_poll_t* handle, int, int) {
        auto& self = *static_cast<UvLoop*>(handle->loop->data);
        std::uint64_t expirations = 0;
        if (read(self.timer_fd_, &expirations, sizeof expirations) > 0) self.armed_ = kNever;
    });
}

UvLoop::~UvLoop() {
    winding_down_ = true;
    Handles& h = *handles_;
    for (auto* handle :
         {reinterpret_cast<uv_handle_t*>(&h.wake), reinterpret_cast<uv_handle_t*>(&h.prepare), reinterpret_cast<uv_handle_t*>(&h.timer)}) {
        uv_close(handle, nullptr);
    }
    uv_run(&h.loop, UV_RUN_DEFAULT);
    uv_loop_close(&h.loop);
    close(timer_fd_);
}

uv_loop_s* UvLoop::native() { return &handles_->loop; }

void UvLoop::run() {
    while (!stopping_) turn(false);
    stopping_ = false;
}

void UvLoop::turn(bool once) {
    turn_.enter();
    uv_run(&handles_->loop, once ? UV_RUN_ONCE : UV_RUN_DEFAULT);
    turn_.leave();
}

void UvLoop::stop() {
    stopping_ = true;
    uv_async_send(&handles_->wake);
}

void UvLoop::post(std::function<void()> call) {
    {
        const std::lock_guard lock(mutex_);
        posted_.push_back(std::move(call));
    }
    uv_async_send(&handles_->wake);
}

void UvLoop::run_posted() {
    if (stopping_) uv_stop(&handles_->loop);
    std::vector<std::function<void()>> calls;
    {
        const std::lock_guard lock(mutex_);
        calls.swap(posted_);
    }
    for (auto& call : calls) {
        if (!winding_down_) call();
    }
}

bool UvLoop::run_until(const std::function<bool()>& condition, Duration at_most) {
    const Instant end = wall_now() + at_most;
    awaited_ = &condition;
    while (!condition() && wall_now() < end && !stopping_) {
        wake_by_ = end;
        turn(true);
    }
    awaited_ = nullptr;
    wake_by_ = kNever;
    return condition();
}

void UvLoop::advance(std::chrono::nanoseconds by) {
    const Instant target = now() + by;
    while (!lab_timers_.empty() && lab_timers_.next_deadline() <= target) {
        clock_.advance_to(lab_timers_.next_deadline(), wall_now());
        const Timer timer = lab_timers_.pop();
        timer.run(timer.context, timer.argument);
    }
    clock_.advance_to(target, wall_now());
}

void UvLoop::forget_hooks(const void* context) {
    std::erase_if(hooks_, [context](const Timer& hook) { return hook.context == context; });
}

void UvLoop::end_turn() {
    turn_.expect_wait();  // what the turn has cost counts before its timers are looked at
    if (!winding_down_) run_due();
    for (const Timer& hook : hooks_) hook.run(hook.context, hook.argument);
    if (awaited_ != nullptr && (*awaited_)()) wake_by_ = Instant{1};  // a timer of this turn brought it about: do not wait
    arm();
    turn_.expect_wait();
}

void UvLoop::run_due() {
    for (int left = kTimersATurn; left > 0; --left) {
        TimerQueue* due = nullptr;
        if (!lab_timers_.empty() && lab_timers_.next_deadline() <= now()) due = &lab_timers_;
        if (!wall_timers_.empty() && wall_timers_.next_deadline() <= wall_now()) due = &wall_timers_;
        if (due == nullptr) return;
        const Timer timer = due->pop();
        timer.run(timer.context, timer.argument);
    }
}

Instant UvLoop::next_wake_up() const {
    Instant next = wake_by_;
    if (winding_down_) return next;
    if (!wall_timers_.empty()) next = std::min(next, wall_timers_.next_deadline());
    if (lab_timers_.empty()) return next;
    const Instant deadline = lab_timers_.next_deadline();
    if (!clock_.frozen()) return std::min(next, clock_.wall_of(deadline));
    return deadline <= now() ? Instant{1} : next;
}

void UvLoop::arm() {
    const Instant next = next_wake_up();
    if (next == armed_) return;
    armed_ = next;
    itimerspec when{};  // all zero disarms
    if (next != kNever) {
        const Duration at = std::max(next, Instant{1});
        when.it_value.tv_sec = static_cast<time_t>(at.count() / 1'000'000'000);
        when.it_value.tv_nsec = static_cast<long>(at.count() % 1'000'000'000);
    }
    timerfd_settime(timer_fd_, TFD_TIMER_ABSTIME, &when, nullptr);
}

}  // namespace stampede
