// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "core/lab/story_step.h"

namespace stampede {

/// What is done to a lab to play a script: to warm it up, and then for each choice. A choice of a search can be several things that a
/// person does: to send a request and to let its first operation go.
struct StepLog {
    std::vector<StoryStep> before{};
    std::vector<std::vector<StoryStep>> of_choices{};

    void begin_choice() { of_choices.emplace_back(); }
    /// Whoever listened for the end of a request may be gone when the step is done again.
    void add(StoryStep step) {
        step.request.ended = nullptr;
        (of_choices.empty() ? before : of_choices.back()).push_back(step);
    }
};

}  // namespace stampede
