// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <tl/expected.hpp>
#include <vector>

#include "core/faults/fault_plan.h"

namespace stampede {

/// What `--fault` takes, as often as it is given: a fault with its times, `db-slow:ms=800@3-8`, or the file of a plan. A word without a
/// time that ends in .json, or names a file, is a file.
tl::expected<FaultPlan, std::string> fault_plan_of(const std::vector<std::string>& words);

}  // namespace stampede
