// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QBrush>
#include <QColor>

namespace stampede::ui {

/// Patterns at the device's pixel ratio, so that the parts of a bar differ by more than colour.
QBrush hatched(const QColor& colour, qreal ratio);  ///< modelled time
QBrush dotted(const QColor& colour, qreal ratio);   ///< time that a fault added

}  // namespace stampede::ui
