// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/window.h"

#include <QCoreApplication>
#include <algorithm>

#include "ui/charts/decimate.h"
#include "ui/model/format.h"

namespace stampede::ui {
namespace {

using Points = std::deque<SeriesPoint>;

Points::const_iterator firstIn(const Points& points, const TimeWindow& window) {
    const Instant begin = window.end - from_seconds(window.seconds);
    return std::lower_bound(points.begin(), points.end(), begin, [](const SeriesPoint& point, Instant at) { return point.at < at; });
}

// A line needs two points: a tick that stands alone is drawn over the time that it sums up.
void widen(Segment& segment) {
    if (segment.size() == 1) segment.prepend(segment.front() - QPointF(to_seconds(Series::kTick), 0));
}

}  // namespace

std::vector<Segment> segmentsOf(const Series& series, const TimeWindow& window, const Curve& curve, int columns) {
    const Points& points = series.points();
    auto point = firstIn(points, window);
    if (point != points.begin()) --point;
    std::vector<Segment> segments(1);
    for (; point != points.end() && point->at <= window.end; ++point) {
        const double value = curve.value(*point);
        if (value >= 0) {
            segments.back().append(QPointF(window.xOf(point->at), value));
        } else if (!segments.back().isEmpty()) {
            segments.emplace_back();
        }
    }
    std::erase_if(segments, [](const Segment& segment) { return segment.isEmpty(); });
    for (Segment& segment : segments) {
        segment = decimated(segment, -window.seconds, 0, columns);
        widen(segment);
    }
    return segments;
}

std::vector<FaultMark> faultMarksOf(const Series& series, const TimeWindow& window) {
    std::vector<FaultMark> marks;
    for (const FaultSpan& span : series.faults()) {
        if (span.from > window.end) continue;
        FaultMark mark;
        mark.label = faultText(span.fault);
        mark.from = window.xOf(span.from);
        mark.active = span.to > window.end;
        mark.to = mark.active ? 0 : window.xOf(span.to);
        if (mark.to >= -window.seconds) marks.push_back(mark);
    }
    return marks;
}

QString tabSeparated(const Series& series, const TimeWindow& window, const std::vector<Curve>& curves) {
    QString text = QCoreApplication::translate("ChartData", "lab time (s)");
    for (const Curve& curve : curves) text += QLatin1Char('\t') + curve.column;
    text += QLatin1Char('\n');
    const Points& points = series.points();
    for (auto point = firstIn(points, window); point != points.end() && point->at <= window.end; ++point) {
        text += QString::number(to_seconds(point->at), 'f', 2);
        for (const Curve& curve : curves) {
            const double value = curve.value(*point);
            text += QLatin1Char('\t');
            if (value >= 0) text += QString::number(value, 'g', 6);
        }
        text += QLatin1Char('\n');
    }
    return text;
}

}  // namespace stampede::ui
