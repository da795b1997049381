// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QPointF>

namespace stampede::ui {

/// At most two points for each of `columns` equal parts of the x range from `left` to `right`: the lowest and the highest, in the order
/// in which they came, so that no peak is lost. Points outside the range stay. x must not decrease.
QList<QPointF> decimated(const QList<QPointF>& points, double left, double right, int columns);

}  // namespace stampede::ui
