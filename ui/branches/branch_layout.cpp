// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/branches/branch_layout.h"

#include <algorithm>
#include <cmath>

namespace stampede::ui {
namespace {

constexpr qreal kMargin = 16;
constexpr qreal kWidest = 30;
constexpr qreal kClosest = 9;

}  // namespace

BranchLayout::BranchLayout(const BranchMap& map, qreal line, qreal wide) {
    std::vector<int> depths(map.nodes.size(), 0);
    std::vector<int> rows(map.nodes.size(), 0);
    std::vector<bool> continued(map.nodes.size(), false);
    int deepest = 0;
    // Parents have smaller numbers than their children.
    for (BranchMap::Id id = 1; id < map.nodes.size(); ++id) {
        const BranchMap::Id parent = map.nodes[id].parent;
        depths[id] = depths[parent] + 1;
        rows[id] = continued[parent] ? rows_++ : rows[parent];
        continued[parent] = true;
        deepest = std::max(deepest, depths[id]);
    }
    const qreal step = std::clamp((wide - 2 * kMargin) / std::max(1, deepest), kClosest, kWidest);
    radius_ = std::clamp(step / 2 - 1, 4.0, 7.0);
    const qreal high = std::ceil(line) + 2 * radius_ + 8;
    for (BranchMap::Id id = 0; id < map.nodes.size(); ++id) {
        points_.emplace_back(kMargin + depths[id] * step, high * rows[id] + std::ceil(line) + radius_ + 6);
    }
    size_ = QSizeF(2 * kMargin + deepest * step, high * rows_ + 10);
}

BranchMap::Id BranchLayout::nodeAt(QPointF position) const {
    auto nearest = static_cast<BranchMap::Id>(points_.size());
    qreal best = radius_ + 4;
    for (BranchMap::Id id = 0; id < points_.size(); ++id) {
        const QPointF away = points_[id] - position;
        const qreal distance = std::hypot(away.x(), away.y());
        if (distance >= best) continue;
        best = distance;
        nearest = id;
    }
    return nearest;
}

}  // namespace stampede::ui
