// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "core/lab/story_step.h"
#include "core/model/event.h"

namespace stampede {

/// One thing that was done in Step mode.
struct BranchNode {
    using Id = std::uint32_t;

    Id parent = 0;
    StoryStep step{};
    std::string name{};  ///< given by a person
    /// What came of it; never null.
    std::shared_ptr<const std::vector<Event>> events = std::make_shared<const std::vector<Event>>();
    /// How many events the journal holds before it, when it is on the present path.
    std::size_t events_before = 0;
    Id next = 0;  ///< the step after it that was visited last; 0: none
};

/// All that was tried in Step mode from one beginning, as a tree: going back and doing something else makes a branch, and nothing is lost.
/// A node is named by its index. Node 0 is the beginning, to which no step belongs. A plain value: views keep a copy.
struct BranchMap {
    using Id = BranchNode::Id;

    std::vector<BranchNode> nodes{BranchNode{}};
    Id current = 0;
    /// False once the lab has run freely: the stores cannot be brought back behind that, and the tree begins where it stopped.
    bool can_go_back = true;

    /// The step after the current node that does the same; 0: there is none.
    Id child_like(const StoryStep& step) const;
    /// Adds a step after the current node, and goes there.
    Id add(const StoryStep& step);
    /// Goes to a node, and remembers the way: `forward` leads along it again.
    void enter(Id node);

    /// From the first step to the node, both included. Of the beginning it is empty.
    std::vector<Id> path(Id node) const;
    std::vector<StoryStep> steps(Id node) const;
    /// How many steps lead to both.
    std::size_t common(Id one, Id other) const;
    /// The last step of the present path that begins before so many events of the journal; 0: none does.
    Id at(std::size_t events) const;
};

}  // namespace stampede
