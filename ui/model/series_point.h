// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>

#include "core/oracle/series.h"

namespace stampede::ui {

/// The last tick of the series at or before `at`; an empty point when there is none.
inline SeriesPoint pointAt(const Series& series, Instant at) {
    const auto& points = series.points();
    const auto after = std::upper_bound(points.begin(), points.end(), at, [](Instant t, const SeriesPoint& point) { return t < point.at; });
    return after == points.begin() ? SeriesPoint{} : *std::prev(after);
}

}  // namespace stampede::ui
