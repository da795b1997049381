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
      faults_(
          faults, scheduler, [this](const Fault& fault) { lab_.inject(fault); }, [this](const Fault& fault) { lab_.heal(fault); }) {}

void Run::start(std::function<void()> finished) {
    finished_ = std::move(finished);
    lab_.set_mode(Mode::run);
    load_.on_begun([this] { begin(); });
    load_.on_done([this] { wind_down(); });
    load_.start();
}

void Run::begin() {
    if (begun_) begun_();
    faults_.start();
}

void Run::stop() {
    interrupted_ = true;
    load_.stop();
}

void Run::wind_down() {
    lab_.heal_all();
    faults_.stop();
    const auto close = [](void* self, std::uint64_t) {
        Run& run = *static_cast<Run*>(self);
        run.lab_.close(run.finished_);
    };
    scheduler_->at(scheduler_->now() + kSettle, Timer{close, this, 0});
}

}  // namespace stampede
