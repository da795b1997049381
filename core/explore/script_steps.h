// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <tl/expected.hpp>
#include <vector>

#include "core/explore/script_file.h"
#include "core/lab/story_recorder.h"
#include "core/lab/story_step.h"

namespace stampede {

/// A script as what a person does to a lab in Step mode, in order. Requests and operations have the same numbers on every world, so what
/// was found out on fakes can be done on the real stores.
struct ScriptSteps {
    struct Step {
        StoryStep step{};
        std::size_t choice = kBefore;      ///< which choice of the script it belongs to
        std::vector<StoryTrace> traces{};  ///< what it must come to
    };
    static constexpr std::size_t kBefore = static_cast<std::size_t>(-1);  ///< to warm the cache up

    std::vector<Step> steps{};

    /// How many steps there are up to the end of a choice, the first being 0.
    std::size_t end_of(std::size_t choice) const;
};

/// Finds it out. A script that cannot be played is an error that says which step, and why.
tl::expected<ScriptSteps, std::string> steps_of(const Script& script);

}  // namespace stampede
