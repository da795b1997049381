// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/decimate.h"

#include <cmath>

namespace stampede::ui {
namespace {

struct Column {
    long number = 0;
    QPointF low;
    QPointF high;
    bool any = false;

    void add(QPointF point) {
        if (!any || point.y() < low.y()) low = point;
        if (!any || point.y() > high.y()) high = point;
        any = true;
    }
    void flush(QList<QPointF>& out) {
        if (any) {
            const bool lowFirst = low.x() <= high.x();
            out.append(lowFirst ? low : high);
            if (low != high) out.append(lowFirst ? high : low);
        }
        any = false;
    }
};

}  // namespace

QList<QPointF> decimated(const QList<QPointF>& points, double left, double right, int columns) {
    if (columns <= 0 || right <= left || points.size() <= 2 * qsizetype{columns}) return points;
    QList<QPointF> kept;
    kept.reserve(2 * qsizetype{columns} + 2);
    Column column;
    for (const QPointF& point : points) {
        const long number = std::lround(std::floor((point.x() - left) / (right - left) * columns));
        if (number != column.number) column.flush(kept);
        column.number = number;
        column.add(point);
    }
    column.flush(kept);
    return kept;
}

}  // namespace stampede::ui
