// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <vector>

#include "ui/charts/curve.h"

namespace stampede::ui {

/// A line across the chart at a value. Some have no label, for want of room beside their neighbour.
struct Tick {
    double value = 0;
    QString label;
};

/// The range of a vertical axis, rounded outwards so that it seldom changes.
struct Scale {
    ScaleKind kind = ScaleKind::counting;
    double low = 0;
    double high = 100;

    /// Share of the axis below the value, 0 to 1, for values in range.
    double position(double value) const;
    /// What a series has to hold for a value: within the range, so that a logarithm exists.
    double clamped(double value) const;
    std::vector<Tick> ticks() const;

    friend bool operator==(const Scale&, const Scale&) = default;
};

/// The scale that holds all values from `least` to `most`; a usual one when `most` is negative, which stands for "nothing".
Scale scaleFor(ScaleKind kind, double least, double most);

}  // namespace stampede::ui
