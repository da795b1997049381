// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

#include "core/faults/fault_plan.h"
#include "core/model/run_config.h"
#include "core/workload/workload.h"

namespace stampede {

/// A run that shows something, ready to be started: on real stores or simulated ones, from the command line or in the window.
struct Recipe {
    std::string id;
    std::string title;
    std::string explanation;  ///< what to look at, and why it happens; a few sentences
    RunConfig config{};
    Workload workload{};
    FaultPlan faults{};
};

const std::vector<Recipe>& recipes();

/// The error is one sentence that names them all.
tl::expected<Recipe, std::string> find_recipe(std::string_view id);

}  // namespace stampede
