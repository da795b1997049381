// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/timeline_coordinates.h"

#include <QCoreApplication>
#include <QLocale>
#include <algorithm>
#include <cmath>

namespace stampede::ui {
namespace {

constexpr double kWidestEvent = 160;  // pixels an event
constexpr double kNarrowestEvent = 0.02;
constexpr double kLeastTime = 10e3;   // 10 µs across the area
constexpr double kMostTime = 3600e9;  // an hour

class AxisWords {
    Q_DECLARE_TR_FUNCTIONS(AxisWords)
};

int decimalsFor(double step) { return std::clamp(static_cast<int>(std::ceil(-std::log10(step) - 1e-9)), 0, 6); }

}  // namespace

double niceStep(double least) {
    if (!(least > 0)) return 1;
    const double power = std::pow(10.0, std::floor(std::log10(least) + 1e-12));
    for (const double factor : {1.0, 2.0, 5.0}) {
        if (factor * power >= least * (1 - 1e-9)) return factor * power;
    }
    return 10 * power;
}

void TimelineCoordinates::setArea(double left, double width) {
    left_ = left;
    width_ = std::max(10.0, width);
}

double TimelineCoordinates::unitOf(const Moment& moment) const {
    return axis_ == AxisKind::time ? static_cast<double>(moment.at.count()) : static_cast<double>(moment.index) + 0.5;
}

double TimelineCoordinates::clamped(double scale) const {
    if (axis_ == AxisKind::event) return std::clamp(scale, kNarrowestEvent, kWidestEvent);
    return std::clamp(scale, width_ / kMostTime, width_ / kLeastTime);
}

void TimelineCoordinates::setScale(double pixelsPerUnit) { scale_ = clamped(pixelsPerUnit); }

void TimelineCoordinates::show(double from, double to) {
    setScale(width_ / std::max(1e-9, to - from));
    origin_ = from;
}

void TimelineCoordinates::zoomAt(double x, double factor) {
    const double unit = unitAt(x);
    setScale(scale_ * factor);
    origin_ = unit - (x - left_) / scale_;
}

void TimelineCoordinates::reveal(double unit, double margin) {
    const double x = xOf(unit);
    if (x < left_ + margin) panBy(x - left_ - margin);
    if (x > right() - margin) panBy(x - right() + margin);
}

QString TimelineCoordinates::label(double unit, double step) const {
    const QLocale locale;
    if (axis_ == AxisKind::event) return locale.toString(static_cast<qlonglong>(std::llround(unit)));
    const double largest = std::max(std::abs(origin_), std::abs(origin_ + span()));
    if (largest >= 10e9 || step >= 1e9) return AxisWords::tr("%1 s").arg(locale.toString(unit * 1e-9, 'f', decimalsFor(step * 1e-9)));
    if (largest >= 1e6 || step >= 1e6) return AxisWords::tr("%1 ms").arg(locale.toString(unit * 1e-6, 'f', decimalsFor(step * 1e-6)));
    return AxisWords::tr("%1 µs").arg(locale.toString(unit * 1e-3, 'f', 0));
}

std::vector<AxisTick> TimelineCoordinates::ticks(double apart) const {
    double step = niceStep(apart / scale_);
    if (axis_ == AxisKind::event) step = std::max(1.0, step);
    std::vector<AxisTick> ticks;
    const double end = origin_ + span();
    for (double at = std::ceil(std::max(0.0, origin_) / step - 1e-9); at * step <= end && ticks.size() < 200; ++at) {
        ticks.push_back({at * step, label(at * step, step)});
    }
    return ticks;
}

}  // namespace stampede::ui
