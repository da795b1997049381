// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <tl/expected.hpp>

#include "core/faults/fault_plan.h"

namespace stampede {

/// The plan as JSON: {"stampede_fault_plan": 1, "faults": [{"fault": "db-slow", "ms": 800, "from": 3, "to": 8}]}. Times are seconds of lab
/// time, parameters have the names and units of the catalogue, and what is left out is as there.
std::string to_json(const FaultPlan& plan);

/// The error is one sentence that names the fault and the mistake.
tl::expected<FaultPlan, std::string> fault_plan_from_json(const std::string& text);

/// Reads and writes a plan's file. The error names the file and says what to do. A file is replaced as a whole or not at all.
tl::expected<FaultPlan, std::string> load_fault_plan(const std::string& path);
tl::expected<void, std::string> save_fault_plan(const FaultPlan& plan, const std::string& path);

}  // namespace stampede
