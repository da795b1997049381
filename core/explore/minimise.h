// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/explore/goal.h"
#include "core/explore/script_file.h"

namespace stampede {

/// A script that still breaks the property, without clients, failures and choices that it can do without (after the minimiser of DSLabs,
/// Michael et al., EuroSys 2019). No client and no single choice of what it returns can be left out. Scripts that a search found first are
/// minimal already; those that a person made are not. If the script does not break the property, it is returned as it is.
Script minimise(const Script& script, const Breach& breach);

/// Performs the choices as far as they are possible, passing over those that are not; and goes on, the first who can first, until the
/// property is broken or everything has ended. The choices performed, up to the one that broke it; empty if none did.
std::vector<ExploreChoice> choices_to(const Script& script, const Breach& breach);

}  // namespace stampede
