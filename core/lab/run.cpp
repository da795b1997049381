// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lab/run.h"

namespace stampede {
namespace {

// Longer than any cache deadline, so that writes which a thawed cache still applies are seen.
constexpr Duration kSettle = std::chrono::milliseconds(300);

}  // namespace

Run::Run(const RunConfig& config, const Workload& workload, const FaultPlan& faults, Scheduler& scheduler, World& world, EventSink& sink,
         MakeStrategy make)
    : scheduler_(&scheduler),
      lab_(config, scheduler, world, sink, std::move(make)),
      load_(workload, config.seed, lab_, scheduler),
      faults_(faults) {}

void Run::at(Instant when, std::size_t argument, void (*call)(void*, std::uint64_t)) { scheduler_->at(when, Timer{call, this, argument}); }

void Run::start(std::function<void()> finished) {
    finished_ = std::move(finished);
    lab_.set_mode(Mode::run);
    load_.on_begun([this] { begin(); });
    load_.on_done([this] { wind_down(); });
    load_.start();
}

void Run::begin() {
    if (begun_) begun_();
    const Instant begin = scheduler_->now();
    for (std::size_t i = 0; i < faults_.size(); ++i) {
        at(begin + faults_[i].from, i, [](void* self, std::uint64_t index) {
            Run& run = *static_cast<Run*>(self);
            if (!run.winding_down_) run.lab_.inject(run.faults_[index].fault);
        });
        if (!lasting(faults_[i].fault.kind) || faults_[i].to == kNever) continue;
        at(begin + faults_[i].to, i, [](void* self, std::uint64_t index) {
            Run& run = *static_cast<Run*>(self);
            run.lab_.heal(run.faults_[index].fault);
        });
    }
}

void Run::stop() {
    interrupted_ = true;
    load_.stop();
}

void Run::wind_down() {
    winding_down_ = true;
    lab_.heal_all();
    at(scheduler_->now() + kSettle, 0, [](void* self, std::uint64_t) {
        Run& run = *static_cast<Run*>(self);
        run.lab_.close(run.finished_);
    });
}

}  // namespace stampede
