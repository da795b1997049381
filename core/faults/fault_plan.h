// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

#include "core/model/fault.h"
#include "core/model/run_config.h"

namespace stampede {

/// A fault with the span of lab time in which it is active. A fault that happens once has `to == from`.
struct PlannedFault {
    Fault fault;
    Instant from{0};
    Instant to = kNever;  ///< kNever: until somebody heals it
};

using FaultPlan = std::vector<PlannedFault>;

/// Whether the plan has a fault of the kind.
bool contains(const FaultPlan& plan, FaultKind kind);
/// Switches on what faults of the plan can only work with: Redis's append-only file, and a database that remembers what it has not synced.
void prepare_for(const FaultPlan& plan, RunConfig& config);

/// The kind by its id; the error names them all.
tl::expected<FaultKind, std::string> find_fault(std::string_view name);

/// Sets from when to when, in seconds of lab time; without an end, until it is healed. The error says why the fault cannot have that end.
tl::expected<void, std::string> set_times(PlannedFault& planned, double from, std::optional<double> to);

/// Reads `name[:param=value,...]@start[-end]`, seconds of lab time: `redis-kill@2`, `db-slow:ms=800@3-8`, `expire-key:key=product:7@1`. The
/// error is one sentence that names what is wrong and what would be right.
tl::expected<PlannedFault, std::string> parse_fault(std::string_view spec);

}  // namespace stampede
