// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/timeline_scales.h"

#include <algorithm>

namespace stampede::ui {
namespace {

constexpr double kRoom = 64;         // pixels kept free after the end
constexpr double kLeastSpan = 50e6;  // 50 ms

}  // namespace

void TimelineScales::setArea(double left, double width) {
    time_.setArea(left, width);
    event_.setArea(left, width);
}

void TimelineScales::follow(double first, double wanted, double end) {
    if (kind_ == AxisKind::time) {
        followTime(first, wanted, end);
    } else {
        followEvents(first, end);
    }
}

void TimelineScales::followEvents(double first, double end) {
    if (!eventZoomed_) event_.setScale(kEventWidth);
    const double room = event_.span() - kRoom / event_.scale();
    event_.moveTo(end - first <= room ? first : end - room);
}

void TimelineScales::followTime(double first, double wanted, double end) {
    if (!timeZoomed_) {
        const double needed = std::max(end - wanted, kLeastSpan) * 1.15;
        // The span changes in round steps, and shrinks late, so that the picture does not breathe.
        if (needed > timeSpan_ || needed < timeSpan_ / 6) timeSpan_ = niceStep(needed);
        time_.setScale((time_.right() - time_.left()) / timeSpan_);
    }
    const double room = time_.span() - kRoom / time_.scale();
    time_.moveTo(end - first <= room ? first : end - room);
}

void TimelineScales::fit(double first, double end) {
    TimelineCoordinates& axis = shown();
    const double pixels = std::max(10.0, axis.right() - axis.left() - 16);
    const double length = std::max(end - first, kind_ == AxisKind::time ? 1e6 : 4.0);
    axis.show(first, first + length * (axis.right() - axis.left()) / pixels);
    setZoomed();
}

}  // namespace stampede::ui
