// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/lab/run.h"
#include "core/lab/run_recorder.h"

namespace stampede::test {

/// What a whole run came to.
struct WholeRun {
    Metrics metrics;
    Verdict verdict;
    std::uint64_t hash = 0;
    std::size_t in_flight = 0;  ///< requests that never ended
    bool done = false;
};

/// On the fakes, in virtual time. Without a maker, the configuration's combination of the catalogue runs.
WholeRun run_simulated(const RunConfig& config, const Workload& workload, const FaultPlan& faults = {}, MakeStrategy make = {});

/// On a private Redis and a private SQLite.
WholeRun run_live(const RunConfig& config, const Workload& workload, const FaultPlan& faults = {}, MakeStrategy make = {});

}  // namespace stampede::test
