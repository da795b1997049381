// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "core/faults/fault_plan.h"
#include "core/lab/lab.h"
#include "core/lab/load.h"
#include "core/lab/plan_runner.h"

namespace stampede {

/// A run without a person: a workload and a fault plan on a lab, from the first request to the last commit. Once the workload is over
/// every fault is healed, late effects get time to land and the strategy brings what it has acknowledged to the database.
class Run {
   public:
    Run(const RunConfig& config, const Workload& workload, const FaultPlan& faults, Scheduler& scheduler, World& world, EventSink& sink,
        MakeStrategy make = {});

    /// Called when the cache is as warm as the workload wants it. The times of the fault plan and of the report count from here.
    void on_begun(std::function<void()> begun) { begun_ = std::move(begun); }

    /// `finished` is called once, on the lab's thread.
    void start(std::function<void()> finished);

    /// Ends the workload early; the rest goes on as at its natural end.
    void stop();
    bool interrupted() const { return interrupted_; }

    std::uint64_t sent() const { return load_.sent(); }
    Lab& lab() { return lab_; }

   private:
    void begin();
    void wind_down();

    Scheduler* scheduler_;
    Lab lab_;
    Load load_;
    PlanRunner faults_;
    std::function<void()> begun_;
    std::function<void()> finished_;
    bool interrupted_ = false;
};

}  // namespace stampede
