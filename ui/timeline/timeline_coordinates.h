// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <vector>

#include "ui/timeline/timeline_model.h"

namespace stampede::ui {

/// What the horizontal axis counts: nanoseconds of lab time, or events of the journal, each as wide as the next.
enum class AxisKind { time, event };

struct AxisTick {
    double unit = 0;
    QString label;
};

/// From moments to pixels and back. An event of index i happens in the middle between i and i + 1, so a cursor, which stands before
/// an event, never lies on one.
class TimelineCoordinates {
   public:
    explicit TimelineCoordinates(AxisKind axis = AxisKind::event) : axis_(axis) {}

    AxisKind axis() const { return axis_; }
    void setArea(double left, double width);
    double left() const { return left_; }
    double right() const { return left_ + width_; }

    double unitOf(const Moment& moment) const;
    double xOf(double unit) const { return left_ + (unit - origin_) * scale_; }
    double xOf(const Moment& moment) const { return xOf(unitOf(moment)); }
    double unitAt(double x) const { return origin_ + (x - left_) / scale_; }

    double origin() const { return origin_; }        ///< the unit at the left edge
    double span() const { return width_ / scale_; }  ///< units from edge to edge
    double scale() const { return scale_; }          ///< pixels a unit

    /// Shows from..to, whatever it was before. Spans are kept within what the axis can show sensibly.
    void show(double from, double to);
    void setScale(double pixelsPerUnit);
    void moveTo(double origin) { origin_ = origin; }
    void panBy(double pixels) { origin_ += pixels / scale_; }
    /// The unit under x stays there.
    void zoomAt(double x, double factor);
    /// Pans by as little as brings the unit into the area, `margin` pixels from its edge.
    void reveal(double unit, double margin);

    /// Ticks at round figures, at least `apart` pixels from each other.
    std::vector<AxisTick> ticks(double apart) const;
    /// A unit in the words of the ticks: "57.102 s", "34".
    QString label(double unit, double step) const;

   private:
    double clamped(double scale) const;

    AxisKind axis_;
    double left_ = 0;
    double width_ = 100;
    double origin_ = 0;
    double scale_ = 1;
};

/// The smallest of 1, 2, 5 times a power of ten that is not below `least`.
double niceStep(double least);

}  // namespace stampede::ui
