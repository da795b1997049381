// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QPointF>
#include <QString>
#include <vector>

#include "ui/charts/curve.h"

namespace stampede::ui {

/// The stretch of lab time that a chart shows. On its x axis it always reaches from -seconds to 0, "seconds ago".
struct TimeWindow {
    Instant end{0};
    double seconds = 60;

    double xOf(Instant at) const { return to_seconds(at - end); }
};

/// A piece of a curve without gaps.
using Segment = QList<QPointF>;

/// The pieces of the curve in the window, one more point to the left so that the line reaches the edge; x in seconds ago. At most two
/// points for each of `columns`.
std::vector<Segment> segmentsOf(const Series& series, const TimeWindow& window, const Curve& curve, int columns);

/// A fault in the window: when it began and ended, in seconds ago. One that happened once begins and ends at the same time.
struct FaultMark {
    QString label;
    double from = 0;
    double to = 0;
    bool active = false;  ///< still, at the end of the window
};

std::vector<FaultMark> faultMarksOf(const Series& series, const TimeWindow& window);

/// The ticks in the window as tab-separated columns with a heading; figures in the C locale, empty where nothing was measured.
QString tabSeparated(const Series& series, const TimeWindow& window, const std::vector<Curve>& curves);

}  // namespace stampede::ui
