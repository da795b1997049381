// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "core/explore/goal.h"
#include "core/explore/played.h"
#include "core/explore/scenario.h"

namespace stampede {

/// One sentence that says what happens in the step and who is answered what: "R1 asks Redis for user:profile:1 and finds nothing."
std::string in_plain_words(const PlayedStep& step, const Cast& cast);

/// The checker's sentences about what was broken, with requests named as the script names them; of all properties if none is named.
std::vector<std::string> because(const Played& played, std::optional<Property> property = std::nullopt);
/// The same of a breach; of a stampede, who loads at once when the script ends.
std::vector<std::string> because(const Played& played, const Breach& breach, const Cast& cast);

/// The steps, by index, that show the first case of it: those in which the events happened that the checker names.
std::set<std::size_t> steps_that_matter(const Played& played, Property property);

/// For each step, the earlier one from which its value came: a GET that hits from what stored the entry, a SELECT from the commit. None for
/// what was there when it began. These are the arrows of "happens before" (Lamport 1978) between requests; those within one are its order.
std::vector<std::optional<std::size_t>> value_flows(const Played& played);

/// "2 readers, 1 writer, warm, at most 1 crash".
std::string in_plain_words(const Scenario& scenario);

/// "stale read", "more than 3 loads of one row at once".
std::string in_plain_words(const Breach& breach);

}  // namespace stampede
