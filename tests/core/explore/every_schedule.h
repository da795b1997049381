// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "core/explore/stage.h"

namespace stampede {

/// Goes through every schedule of a scenario without merging states, by replaying each from the beginning. Calls `each(script, stage)` at
/// the end of each; false when there are more than `most`.
template <class Each>
bool every_schedule(Stage& stage, std::size_t most, Each each) {
    std::vector<ExploreChoice> script;
    std::vector<std::vector<ExploreChoice>> left;  // by depth: what is still to be tried
    std::vector<ExploreChoice> open;
    for (std::size_t count = 0;;) {
        stage.reset();
        for (const ExploreChoice choice : script) stage.perform(choice);
        for (stage.choices(open); !open.empty(); stage.choices(open)) {
            script.push_back(open.back());
            open.pop_back();
            left.push_back(open);
            stage.perform(script.back());
        }
        if (++count > most) return false;
        each(script, stage);
        while (!left.empty() && left.back().empty()) {
            left.pop_back();
            script.pop_back();
        }
        if (left.empty()) return true;
        script.back() = left.back().back();
        left.back().pop_back();
    }
}

}  // namespace stampede
