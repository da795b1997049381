// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPointF>
#include <QSizeF>
#include <vector>

#include "core/lab/branch_map.h"

namespace stampede::ui {

/// Where the nodes of a tree are: time goes right, a row for each branch, the first branch stays in its parent's row.
class BranchLayout {
   public:
    /// `line` is the height of a line of text; steps are closer together the more of them there are, so that `wide` is enough for about a
    /// hundred.
    BranchLayout(const BranchMap& map, qreal line, qreal wide);

    QPointF at(BranchMap::Id node) const { return points_[node]; }
    QSizeF size() const { return size_; }
    qreal radius() const { return radius_; }
    int rows() const { return rows_; }
    /// The nearest node within reach; no id of the map if there is none.
    BranchMap::Id nodeAt(QPointF position) const;

   private:
    std::vector<QPointF> points_;
    QSizeF size_;
    qreal radius_ = 6;
    int rows_ = 1;
};

}  // namespace stampede::ui
