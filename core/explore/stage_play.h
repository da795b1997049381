// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <tl/expected.hpp>

#include "core/explore/played.h"
#include "core/explore/script_file.h"

namespace stampede {

/// Plays a script where searches take place. A step that is not possible is an error that says which and why.
tl::expected<Played, std::string> play_on_stage(const Script& script);

/// "Step 3 (R1): "
std::string step_text(std::size_t index, ExploreChoice choice, const Cast& cast);

}  // namespace stampede
