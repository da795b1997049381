// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <string>
#include <utility>

#include "tests/faults/fault_case.h"

namespace stampede::test {

/// By fault and combination.
using FaultEffects = std::map<std::pair<FaultKind, std::string>, FaultEffect>;

/// Runs every fault with every combination: in virtual time, or for real and several at a time.
FaultEffects simulate_all();
FaultEffects run_all_for_real();

/// The figures as a table in Markdown, a row for each fault and a column for each combination.
std::string figures_table(const FaultEffects& effects);
/// What happened at all, in letters, for runs that never come to the same figures twice.
std::string letters_table(const FaultEffects& effects);

/// Where both worlds tell different stories; empty if they agree. What happens often in one has to happen in the other, but for stale
/// reads on the real stores.
std::string disagreement(const FaultEffect& simulated, const FaultEffect& real);

/// The part of a file between <!-- name --> and <!-- end of name -->.
std::string section_of(const std::string& file, const std::string& name);
/// Puts another text there.
void replace_section(const std::string& file, const std::string& name, const std::string& text);

}  // namespace stampede::test
