// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "core/async/scheduler.h"
#include "core/async/time_control.h"
#include "core/model/run_config.h"
#include "core/ports/silent_observer.h"
#include "core/simulated/simulated_cache.h"
#include "core/simulated/simulated_database.h"

namespace stampede {

/// The stores as fakes on a scheduler: no process, no file, no thread. Every fault of the live world is here with the same consequences,
/// late effects of a frozen cache among them.
class SimulatedWorld final : public World {
   public:
    SimulatedWorld(const RunConfig& config, Scheduler& scheduler, TimeControl& time)
        : seed_(config.seed), time_(&time), cache_(config, scheduler), database_(config, scheduler) {}

    void observe(WorldObserver& observer) override;
    void issue(const Operation& operation) override;
    void subscribe(InstanceId instance, Channel channel) override { cache_.subscribe(instance, channel); }
    void forget(InstanceId instance) override;
    void inject(const Fault& fault) override;
    void heal(const Fault& fault) override;
    void freeze_time() override { time_->freeze(); }
    void resume_time() override { time_->thaw(); }
    void hold_ttls(bool) override {}  // TTLs are lab time here anyway
    void advance_time(Duration by) override { time_->advance(by); }
    void hurry(bool on) override;
    tl::expected<void, std::string> reset() override;
    std::string description() const override;

   private:
    std::uint64_t seed_;
    TimeControl* time_;
    SilentObserver nobody_;
    SimulatedCache cache_;
    SimulatedDatabase database_;
};

}  // namespace stampede
