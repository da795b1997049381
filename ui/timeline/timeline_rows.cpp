// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/timeline_rows.h"

#include <algorithm>
#include <cmath>

namespace stampede::ui {

TimelineRows::TimelineRows(QSizeF size, double line, std::size_t lanes, int faultLevels, double longestLabel)
    : row_(std::round(line + 9)),
      labels_(std::round(std::max(std::clamp(size.width() * 0.24, 92.0, 230.0), std::min(longestLabel, size.width() * 0.36)))),
      count_(lanes),
      levels_(std::max(1, faultLevels)) {
    const double header = line + 10;
    const double axis = line + 10;
    const double faults = levels_ * (line + 5) + 7;
    header_ = {0, 0, size.width(), header};
    axis_ = {0, size.height() - axis, size.width(), axis};
    faults_ = {0, axis_.top() - faults, size.width(), faults};
    lanes_ = {0, header, size.width(), std::max(0.0, faults_.top() - header)};
}

QRectF TimelineRows::plot() const { return {labels_, lanes_.top(), lanes_.width() - labels_, faults_.bottom() - lanes_.top()}; }

double TimelineRows::mostScroll() const { return std::max(0.0, static_cast<double>(count_) * row_ - lanes_.height()); }

void TimelineRows::scrollTo(double pixels) { scroll_ = std::clamp(pixels, 0.0, mostScroll()); }

QRectF TimelineRows::lane(std::size_t index) const {
    return {0, lanes_.top() + static_cast<double>(index) * row_ - scroll_, lanes_.width(), row_};
}

QRectF TimelineRows::fault(int level) const {
    const double high = (faults_.height() - 7) / levels_;
    return {labels_, faults_.top() + 4 + level * high, faults_.width() - labels_, high - 2};
}

std::size_t TimelineRows::firstVisible() const { return std::min(count_, static_cast<std::size_t>(scroll_ / row_)); }

std::size_t TimelineRows::endVisible() const {
    return std::min(count_, static_cast<std::size_t>(std::ceil((scroll_ + lanes_.height()) / row_)));
}

std::size_t TimelineRows::laneAt(double y) const {
    if (y < lanes_.top() || y >= lanes_.bottom()) return Moment::kNone;
    const auto index = static_cast<std::size_t>((y - lanes_.top() + scroll_) / row_);
    return index < count_ ? index : Moment::kNone;
}

std::vector<const Lane*> lanesInOrder(const TimelineModel& model) {
    std::vector<const Lane*> lanes;
    lanes.reserve(model.lanes().size() + model.background().size());
    for (const Lane& lane : model.lanes()) lanes.push_back(&lane);
    for (const auto& [instance, lane] : model.background()) lanes.push_back(&lane);
    return lanes;
}

}  // namespace stampede::ui
