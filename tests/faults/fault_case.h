// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "core/model/fault.h"
#include "core/model/run_config.h"
#include "core/workload/workload.h"
#include "tests/promises/whole_run.h"

namespace stampede::test {

/// The combinations of the table, by their names in it.
const std::vector<std::string>& table_combinations();

/// What a client and the checker saw of a fault.
struct FaultEffect {
    double errors = 0;    ///< share of the requests that failed, 0 to 1
    Duration slowest{0};  ///< read
    std::uint64_t stale = 0;
    std::uint64_t lost = 0;   ///< writes that were acknowledged
    std::uint64_t wrong = 0;  ///< entries that differ from their row at the end
    double amplification = 0;
    bool complete = false;  ///< the run ended and no request was left
};

/// One run with the fault active for a third of it. Everything but the fault is calm: latencies are constant, so that what goes wrong is
/// the fault's doing.
FaultEffect simulate(FaultKind kind, const std::string& combination);
FaultEffect run_for_real(FaultKind kind, const std::string& combination);
/// The same without any fault.
FaultEffect simulate_calm(const std::string& combination);

}  // namespace stampede::test
