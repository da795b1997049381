// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <optional>
#include <tl/expected.hpp>

#include "core/explore/script_steps.h"
#include "core/lab/branch_map.h"
#include "ui/lanes/lane_diagram.h"

namespace stampede::ui {

/// A script that a person follows in the lab: how far it has been done on the present branch, what comes next, and whether the stores did
/// what the search said. A plain value.
class ScriptGuide {
   public:
    /// One sentence if the script cannot be played.
    static tl::expected<ScriptGuide, std::string> of(const Script& script);

    const Script& script() const { return script_; }
    const LaneDiagram& diagram() const { return diagram_; }

    struct Place {
        std::size_t steps = 0;             ///< of a person, done as the script says
        std::size_t choices = 0;           ///< of the script, done whole
        bool on_script = true;             ///< nothing else has been done since
        BranchMap::Id last = 0;            ///< the node of the last of these steps
        std::vector<QString> names{};      ///< by lane of the diagram: what the lab calls it, as far as it has begun
        std::optional<QString> differs{};  ///< the first step at which the stores did something else than the search
    };
    Place place(const BranchMap& map) const;

    /// What a person does to get to the end of the next choice; empty at the end of the script.
    std::vector<StoryStep> next(const Place& place) const;
    /// What warms the cache up.
    std::vector<StoryStep> before() const;

   private:
    void name(std::vector<QString>& names, std::size_t choice, const std::vector<Event>& events) const;

    Script script_;
    ScriptSteps steps_;
    LaneDiagram diagram_;
};

}  // namespace stampede::ui
