// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lab/branch_map.h"

#include <algorithm>

namespace stampede {

BranchMap::Id BranchMap::child_like(const StoryStep& step) const {
    for (Id id = 1; id < nodes.size(); ++id) {
        if (nodes[id].parent == current && same(nodes[id].step, step)) return id;
    }
    return 0;
}

BranchMap::Id BranchMap::add(const StoryStep& step) {
    BranchNode node;
    node.parent = current;
    node.step = step;
    nodes.push_back(std::move(node));
    enter(static_cast<Id>(nodes.size() - 1));
    return current;
}

void BranchMap::enter(Id node) {
    current = node;
    for (; node != 0; node = nodes[node].parent) nodes[nodes[node].parent].next = node;
}

std::vector<BranchMap::Id> BranchMap::path(Id node) const {
    std::vector<Id> path;
    for (; node != 0; node = nodes[node].parent) path.push_back(node);
    std::reverse(path.begin(), path.end());
    return path;
}

std::vector<StoryStep> BranchMap::steps(Id node) const {
    std::vector<StoryStep> steps;
    for (const Id id : path(node)) steps.push_back(nodes[id].step);
    return steps;
}

std::size_t BranchMap::common(Id one, Id other) const {
    const std::vector<Id> a = path(one);
    const std::vector<Id> b = path(other);
    return static_cast<std::size_t>(std::mismatch(a.begin(), a.end(), b.begin(), b.end()).first - a.begin());
}

BranchMap::Id BranchMap::at(std::size_t events) const {
    Id at = 0;
    for (const Id id : path(current)) {
        if (nodes[id].events_before < events) at = id;
    }
    return at;
}

}  // namespace stampede
