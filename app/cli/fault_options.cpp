// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/fault_options.h"

#include <filesystem>

#include "core/faults/fault_plan_file.h"

namespace stampede {
namespace {

bool names_a_file(const std::string& word) {
    if (word.find('@') != std::string::npos) return false;
    std::error_code ignored;
    return word.ends_with(".json") || std::filesystem::is_regular_file(word, ignored);
}

}  // namespace

tl::expected<FaultPlan, std::string> fault_plan_of(const std::vector<std::string>& words) {
    FaultPlan plan;
    for (const std::string& word : words) {
        if (names_a_file(word)) {
            auto loaded = load_fault_plan(word);
            if (!loaded) return tl::unexpected(loaded.error());
            plan.insert(plan.end(), loaded->begin(), loaded->end());
            continue;
        }
        auto fault = parse_fault(word);
        if (!fault) return tl::unexpected(fault.error());
        plan.push_back(*fault);
    }
    return plan;
}

}  // namespace stampede
