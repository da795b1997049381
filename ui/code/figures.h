// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <cstdint>
#include <vector>

#include "ui/model/lab_session.h"
#include "ui/model/series_point.h"

namespace stampede::ui {

/// How a figure wants to be looked at.
enum class Mood : std::uint8_t { plain, good, warning, danger };

struct Figure {
    QString name;
    QString value;
    QString meaning;  ///< one sentence, for a tooltip
    Mood mood = Mood::plain;
};

/// The figure that stands above all others, over the last seconds; the total is the second.
Figure hitRateFigure(const SeriesPoint& point);
Figure totalHitRateFigure(const Metrics& metrics);

/// All others, in the order in which they are read. `point` gives those that are rates.
std::vector<Figure> countFigures(const Metrics& metrics, const SeriesPoint& point);

/// p50, p95 and p99 of reads or writes; dashes while nothing was measured.
std::vector<Figure> latencyFigures(const Histogram& histogram);

}  // namespace stampede::ui
