// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/timeline/timeline_coordinates.h"

namespace stampede::ui {

/// Both axes, one of them shown, and how they follow the end. An axis that a person has zoomed keeps its scale.
class TimelineScales {
   public:
    static constexpr double kEventWidth = 38;  ///< pixels an event, unless zoomed

    const TimelineCoordinates& shown() const { return kind_ == AxisKind::time ? time_ : event_; }
    TimelineCoordinates& shown() { return kind_ == AxisKind::time ? time_ : event_; }
    AxisKind kind() const { return kind_; }
    void setKind(AxisKind kind) { kind_ = kind; }
    void setArea(double left, double width);
    void setZoomed() { (kind_ == AxisKind::time ? timeZoomed_ : eventZoomed_) = true; }

    /// Keeps `end` in view near the right edge, or begins at `first` while all fits. `wanted` is the unit from which on a person
    /// should see something: the time axis widens to it in round steps.
    void follow(double first, double wanted, double end);
    /// Shows all of it.
    void fit(double first, double end);

   private:
    void followEvents(double first, double end);
    void followTime(double first, double wanted, double end);

    AxisKind kind_ = AxisKind::event;
    TimelineCoordinates time_{AxisKind::time};
    TimelineCoordinates event_{AxisKind::event};
    bool timeZoomed_ = false;
    bool eventZoomed_ = false;
    double timeSpan_ = 0;
};

}  // namespace stampede::ui
