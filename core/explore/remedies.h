// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "core/explore/goal.h"
#include "core/explore/scenario.h"
#include "core/explore/search.h"

namespace stampede {

/// Store operations, counted by running the code alone: until nothing moves any more, so with what goes on in the background.
struct Cost {
    std::uint32_t cold_read = 0;  ///< the entry is not there
    std::uint32_t warm_read = 0;  ///< the entry is there
    std::uint32_t write = 0;      ///< the entry is there
};

Cost cost_of(const RunConfig& config);

/// A guard or an invalidation put on a combination that breaks something.
struct Remedy {
    enum class Result : std::uint8_t { cures, breaks, unknown };

    std::string id{};    ///< of the catalogue
    RunConfig config{};  ///< the combination with it
    Result result = Result::unknown;
    std::string bound{};  ///< unknown: why the search stopped
    std::uint64_t states = 0;
    Cost cost{};
};

/// Called before each attempt with its id, and how many there are; false ends it.
using RemedyProgress = std::function<bool(const std::string& id, std::size_t number, std::size_t of)>;

/// Tries each guard and each invalidation of the catalogue that can stand on the scenario's combination: whether no schedule of the
/// scenario breaks it any more. Those that cure come first, the cheapest of them first. States, memory: for each attempt.
std::vector<Remedy> find_remedies(const Scenario& scenario, const Breach& breach, const SearchLimits& limits,
                                  const RemedyProgress& progress = {});

}  // namespace stampede
