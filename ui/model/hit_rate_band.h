// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <cstdint>

namespace stampede::ui {

/// How the field reads a hit rate: above 95 % excellent, from 80 good, from 60 worth a look, below that a cache barely helps.
enum class HitRateBand : std::uint8_t { excellent, good, investigate, barelyHelping };

inline constexpr HitRateBand kHitRateBands[] = {HitRateBand::excellent, HitRateBand::good, HitRateBand::investigate,
                                                HitRateBand::barelyHelping};

/// `hitRate` from 0 to 1, judged in whole per cent as it is shown.
HitRateBand bandOf(double hitRate);
/// Where the band begins, 0 to 1.
double floorOf(HitRateBand band);
QString bandText(HitRateBand band);  ///< "good"

}  // namespace stampede::ui
