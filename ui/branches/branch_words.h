// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include "core/lab/branch_map.h"

namespace stampede::ui {

/// What a step was: it decides how it is drawn.
enum class BranchMark { beginning, read, write, cache, database, fault, time };

BranchMark markOf(const BranchNode& node);

/// "R1: GET user:profile:42: miss", "R2 reads user:profile:42", "Redis down", "time passes".
QString stepText(const BranchMap& map, BranchMap::Id node);

/// What the stores hold after so many events, a line for each key, and what the checker says.
QString outcomeText(const std::vector<Event>& events);

}  // namespace stampede::ui
