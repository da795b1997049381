// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <vector>

#include "ui/code/code_markers.h"

namespace stampede::ui {

/// Where a request stands, through all layers: the lines that called, outermost first, and last the one that runs.
std::vector<Place> pathOf(const Marker& marker, const CallStackTable& stacks);

/// The file worth looking at: the innermost one that says something of its own. The floor that all paths share is it only when
/// nobody else is there. 0 for an empty path.
std::uint16_t frontFile(const std::vector<Place>& path);

/// The deepest line of the path in a file; 0 when it does not pass through it.
std::uint32_t lineIn(const std::vector<Place>& path, std::uint32_t file);

/// "mutex.cpp:21".
QString placeText(Place place);

}  // namespace stampede::ui
