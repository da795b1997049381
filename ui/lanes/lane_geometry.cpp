// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lanes/lane_geometry.h"

#include <algorithm>
#include <cmath>

namespace stampede::ui {
namespace {

constexpr qreal kLeastColumn = 58;
constexpr qreal kPadding = 7;
constexpr qreal kGap = 12;  // between columns: room for arrows
constexpr qreal kMargin = 6;

QFont resized(QFont font, qreal scale) {
    if (font.pointSizeF() > 0) font.setPointSizeF(font.pointSizeF() * scale);
    if (font.pixelSize() > 0) font.setPixelSize(static_cast<int>(std::lround(font.pixelSize() * scale)));
    return font;
}

}  // namespace

LaneGeometry::LaneGeometry(const LaneDiagram& diagram, const QFont& font) : small_(resized(font, 0.9)), strong_(font) {
    strong_.setWeight(QFont::DemiBold);
    const QFontMetricsF small(small_);
    const QFontMetricsF strong(strong_);
    line_ = std::ceil(std::max(small.height(), strong.height()));
    header_ = line_ + 6;
    row_ = 2 * line_ + 16;
    for (const DiagramLane& lane : diagram.lanes) {
        labels_ = std::max({labels_, strong.horizontalAdvance(lane.name), small.horizontalAdvance(lane.sentence)});
    }
    labels_ = std::ceil(labels_) + 4 * kPadding;
    const qreal bottom = header_ + row_ * static_cast<qreal>(std::max<std::size_t>(1, diagram.lanes.size()));
    qreal x = labels_;
    for (const DiagramStep& step : diagram.steps) {
        const qreal text = std::max(strong.horizontalAdvance(step.verb), small.horizontalAdvance(step.result));
        const qreal mark = step.matters ? line_ : 0;
        const qreal wide = std::max(kLeastColumn, std::ceil(text) + mark + 2 * kPadding);
        const bool all = step.lane == DiagramStep::kEverybody;
        const qreal top = all ? header_ : header_ + row_ * step.lane;
        lefts_.push_back(x);
        steps_.emplace_back(x + kGap / 2, top + kMargin, wide, (all ? bottom - header_ : row_) - 2 * kMargin);
        x += wide + kGap;
    }
    lefts_.push_back(x);
    size_ = QSizeF(x + kGap, bottom + kMargin);
}

QRectF LaneGeometry::lane(std::size_t index) const { return {0, header_ + row_ * static_cast<qreal>(index), size_.width(), row_}; }

QRectF LaneGeometry::column(std::size_t index) const { return {lefts_[index], 0, lefts_[index + 1] - lefts_[index], size_.height()}; }

// From the right side of one box to the left side of a later one, bending away from boxes between them.
QPainterPath LaneGeometry::arrow(const DiagramArrow& arrow) const {
    const QRectF& from = steps_[arrow.from];
    const QRectF& to = steps_[arrow.to];
    const bool down = to.center().y() > from.center().y();
    const QPointF begin(from.center().x() + from.width() / 4, down ? from.bottom() : from.top());
    const QPointF end(to.left() + std::min(16.0, to.width() / 4), down ? to.top() : to.bottom());
    const qreal middle = (begin.y() + end.y()) / 2;
    QPainterPath path(begin);
    path.cubicTo(QPointF(begin.x(), middle), QPointF(end.x(), middle), end);
    return path;
}

int LaneGeometry::stepAt(QPointF position) const {
    for (std::size_t i = 0; i < steps_.size(); ++i) {
        if (steps_[i].contains(position)) return static_cast<int>(i);
    }
    return -1;
}

}  // namespace stampede::ui
