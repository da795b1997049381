// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "core/async/scheduler.h"
#include "core/faults/fault_plan.h"

namespace stampede {

/// Breaks and heals what a plan says, at the plan's lab times from the moment of `start`. Lives on the thread that runs the scheduler.
class PlanRunner {
   public:
    using Act = std::function<void(const Fault&)>;

    PlanRunner(FaultPlan plan, Scheduler& scheduler, Act inject, Act heal);
    ~PlanRunner();
    PlanRunner(const PlanRunner&) = delete;
    PlanRunner& operator=(const PlanRunner&) = delete;

    void start();
    /// Nothing more begins, and what it has begun ends.
    void stop();
    /// Called once the last fault of the plan has begun, and ended if it has an end; not by `stop`.
    void on_done(std::function<void()> done) { done_ = std::move(done); }

    bool running() const { return left_ > 0; }

   private:
    void at(Instant when, std::size_t argument, void (*call)(void*, std::uint64_t));
    void begin(std::size_t index);
    void end(std::size_t index);
    void tick();

    FaultPlan plan_;
    Scheduler* scheduler_;
    Act inject_;
    Act heal_;
    std::function<void()> done_;
    std::vector<bool> begun_;  // and not ended
    std::size_t left_ = 0;     // beginnings and ends to come
};

}  // namespace stampede
