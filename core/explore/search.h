// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "core/explore/choice.h"
#include "core/explore/goal.h"
#include "core/explore/scenario.h"
#include "core/model/property.h"

namespace stampede {

struct SearchLimits {
    std::uint64_t states = 2'000'000;           ///< stop when so many different states have been seen
    std::size_t memory = std::size_t{2} << 30;  ///< bytes; stop before the search needs more
    bool count_schedules = false;               ///< count executions too, which keeps every edge in memory
    std::uint64_t random_schedules = 100'000;   ///< how many to try at random once a bound is reached
    std::uint64_t seed = 1;                     ///< of those
};

/// A schedule that breaks a property. No shorter one does, unless it was found at random.
struct Violation {
    Breach breach{};
    std::vector<ExploreChoice> script;
};

struct SearchResult {
    std::uint64_t states = 0;
    bool exhausted = false;              ///< every schedule of the scenario has been covered
    std::string bound;                   ///< else: why the search stopped, and what was tried after that
    std::uint64_t random_schedules = 0;  ///< tried after the bound was reached
    double random_probability = 0;       ///< with which these would have found a violation that depends on the order of up to three steps
    std::vector<Violation> violations;   ///< the first found of each thing wanted, so a shortest
    std::uint32_t width = 0;             ///< most loads of one row in flight at once
    std::uint64_t schedules = 0;         ///< executions from beginning to end, if counted; saturates at 2^64 - 1
    std::array<std::uint64_t, kPropertyCount> bad_schedules{};  ///< by Property
    std::uint64_t wide_schedules = 0;                           ///< with more loads at once than looked for
};

/// Tells how far a search is; false ends it.
using SearchProgress = std::function<bool(std::uint64_t states, std::size_t depth)>;

/// Breadth first over all that can happen, merging equal states (Holzmann, "The Model Checker SPIN", 1997, on hashed states): the first
/// violation of a property is a shortest. With nothing named every property is looked for and nothing ends the search early.
SearchResult search(const Scenario& scenario, const Goal& goal, const SearchLimits& limits, const SearchProgress& progress = {});

}  // namespace stampede
