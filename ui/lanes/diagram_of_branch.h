// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/lab/branch_map.h"
#include "ui/lanes/lane_diagram.h"

namespace stampede::ui {

/// What was done in Step mode from the beginning to a node: a column for each operation that came back and for each fault. What shows that
/// something went wrong by then is marked.
LaneDiagram diagramOf(const BranchMap& map, BranchMap::Id node);

/// Everything that happened on the way to a node, in order.
std::vector<Event> eventsOf(const BranchMap& map, BranchMap::Id node);

}  // namespace stampede::ui
