// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFont>
#include <QFontMetricsF>
#include <QPainterPath>
#include <QRectF>
#include <vector>

#include "ui/lanes/lane_diagram.h"

namespace stampede::ui {

/// Where everything of a diagram is. As wide as its texts need: nothing is shortened.
class LaneGeometry {
   public:
    LaneGeometry(const LaneDiagram& diagram, const QFont& font);

    QSizeF size() const { return size_; }
    qreal labels() const { return labels_; }  ///< width of the names at the left
    qreal header() const { return header_; }  ///< height of the step numbers at the top
    QRectF lane(std::size_t index) const;
    /// The box of a step; of everybody's, a band over all lanes.
    QRectF step(std::size_t index) const { return steps_[index]; }
    /// The column of a step, from top to bottom.
    QRectF column(std::size_t index) const;
    QPainterPath arrow(const DiagramArrow& arrow) const;
    /// -1: none.
    int stepAt(QPointF position) const;

    const QFont& small() const { return small_; }
    const QFont& strong() const { return strong_; }

   private:
    QFont small_;
    QFont strong_;
    qreal line_ = 0;
    qreal labels_ = 0;
    qreal header_ = 0;
    qreal row_ = 0;
    QSizeF size_;
    std::vector<QRectF> steps_;
    std::vector<qreal> lefts_;  // of columns, and the right end of the last
};

}  // namespace stampede::ui
