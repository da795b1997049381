// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include "core/explore/goal.h"
#include "core/explore/played.h"
#include "core/explore/scenario.h"
#include "ui/lanes/lane_diagram.h"

namespace stampede::ui {

/// A script as it was played, without what followed it; the steps that show what was broken are marked.
LaneDiagram diagramOf(const Played& played, const Scenario& scenario, std::optional<Breach> broken);

}  // namespace stampede::ui
