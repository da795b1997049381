// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lab/plan_runner.h"

#include <utility>

namespace stampede {

PlanRunner::PlanRunner(FaultPlan plan, Scheduler& scheduler, Act inject, Act heal)
    : plan_(std::move(plan)), scheduler_(&scheduler), inject_(std::move(inject)), heal_(std::move(heal)), begun_(plan_.size()) {}

PlanRunner::~PlanRunner() { scheduler_->forget(this); }

void PlanRunner::at(Instant when, std::size_t argument, void (*call)(void*, std::uint64_t)) {
    ++left_;
    scheduler_->at(when, Timer{call, this, argument});
}

void PlanRunner::start() {
    const Instant origin = scheduler_->now();
    for (std::size_t i = 0; i < plan_.size(); ++i) {
        at(origin + plan_[i].from, i, [](void* self, std::uint64_t index) { static_cast<PlanRunner*>(self)->begin(index); });
        if (!lasting(plan_[i].fault.kind) || plan_[i].to == kNever) continue;
        at(origin + plan_[i].to, i, [](void* self, std::uint64_t index) { static_cast<PlanRunner*>(self)->end(index); });
    }
}

void PlanRunner::stop() {
    scheduler_->forget(this);
    left_ = 0;
    for (std::size_t i = 0; i < plan_.size(); ++i) {
        if (begun_[i]) heal_(plan_[i].fault);
        begun_[i] = false;
    }
}

void PlanRunner::begin(std::size_t index) {
    begun_[index] = lasting(plan_[index].fault.kind);
    inject_(plan_[index].fault);
    tick();
}

void PlanRunner::end(std::size_t index) {
    begun_[index] = false;
    heal_(plan_[index].fault);
    tick();
}

void PlanRunner::tick() {
    if (--left_ == 0 && done_) done_();
}

}  // namespace stampede
