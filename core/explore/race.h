// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "core/explore/goal.h"
#include "core/explore/script_file.h"
#include "core/explore/search.h"

namespace stampede {

/// An order of steps that breaks something, in as small a scenario as it was found in.
struct Race {
    Breach breach{};
    Script script{};
};

struct RaceResult {
    std::vector<Race> races{};           ///< the first found of each thing looked for
    std::uint64_t states = 0;            ///< of all scenarios searched
    bool exhausted = false;              ///< the whole scenario has been covered
    std::string bound{};                 ///< else: why the search stopped, and what was tried after that; "" when all was found
    std::uint64_t random_schedules = 0;  ///< tried after the bound was reached
    double random_probability = 0;       ///< see SearchResult
    std::uint32_t width = 0;             ///< most loads of one row in flight at once
};

/// How far it is: in which scenario, how many states there and before, how many steps deep. False ends it.
using RaceProgress = std::function<bool(const Scenario& scenario, std::uint64_t states, std::size_t depth)>;

/// Looks for orders that break the goal: in smaller scenarios first, in order of requests and then of failures, since most errors need few
/// of either (Musuvathi & Qadeer, PLDI 2007; Jackson's small scope hypothesis); then in the whole. What was found at random is minimised,
/// and steps of one actor are put together where that breaks the same.
RaceResult find_race(const Scenario& scenario, const Goal& goal, const SearchLimits& limits, const RaceProgress& progress = {});

/// The scenarios within this one that have fewer requests or failures, the smallest first, without itself.
std::vector<Scenario> smaller_scenarios(const Scenario& whole);

/// The same number of steps, with as few changes from actor to actor as neighbours can be exchanged to, that still breaks it.
Script with_fewer_switches(const Script& script, const Breach& breach);

}  // namespace stampede
