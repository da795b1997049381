// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/model/run_config.h"
#include "core/oracle/consistency.h"
#include "core/oracle/metrics.h"
#include "core/oracle/timeline.h"

namespace stampede {

/// What `run` prints. Field names of the JSON are stable.
struct RunReport {
    RunConfig config;
    std::string world;
    std::string workload;
    Metrics metrics;
    Verdict verdict;
    std::vector<Finding> findings;
    Duration elapsed{0};             ///< lab time from the first request to the last
    std::uint64_t journal_hash = 0;  ///< over every event of a simulated run; two runs with equal hashes were the same
    bool interrupted = false;
    std::vector<TimelineSecond> timeline;  ///< empty: not asked for

    std::string json() const;
    /// A few lines for people.
    std::string text() const;
};

}  // namespace stampede
