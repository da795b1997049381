// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include "core/explore/race.h"
#include "core/explore/remedies.h"

namespace stampede::ui {

/// "A stale read in 6 steps of 2 readers, 1 writer".
QString raceText(const Race& race);
/// What the search came to, in one or two sentences.
QString headlineOf(const RaceResult& result, const Scenario& scenario);
/// "cures it", "breaks still", "not exhausted: ...".
QString remedyText(const Remedy& remedy);
/// "3 → 5", or the number alone when it stays.
QString costText(std::uint32_t before, std::uint32_t after);
/// The catalogue's name of a guard or an invalidation.
QString layerName(const std::string& id);

}  // namespace stampede::ui
