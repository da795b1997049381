// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QRectF>
#include <vector>

#include "ui/timeline/timeline_model.h"

namespace stampede::ui {

/// Where the rows of the timeline are: a header, lanes that scroll, the faults below them, the axis at the bottom; labels at the left.
class TimelineRows {
   public:
    /// `line` is the height of a line of text, `longestLabel` the width that the labels would like: they get it when there is room.
    TimelineRows(QSizeF size, double line, std::size_t lanes, int faultLevels, double longestLabel = 0);

    double rowHeight() const { return row_; }
    double labelWidth() const { return labels_; }
    QRectF header() const { return header_; }
    QRectF lanes() const { return lanes_; }  ///< what is visible of them, labels included
    QRectF faults() const { return faults_; }
    QRectF axis() const { return axis_; }
    QRectF plot() const;  ///< lanes and faults without the labels

    double scroll() const { return scroll_; }
    double mostScroll() const;
    void scrollTo(double pixels);
    bool atEnd() const { return scroll_ >= mostScroll() - 0.5; }

    QRectF lane(std::size_t index) const;  ///< may lie outside lanes()
    QRectF fault(int level) const;
    std::size_t firstVisible() const;
    std::size_t endVisible() const;
    /// Index of the lane at y, or Moment::kNone.
    std::size_t laneAt(double y) const;

   private:
    double row_;
    double labels_;
    std::size_t count_;
    int levels_;
    double scroll_ = 0;
    QRectF header_;
    QRectF lanes_;
    QRectF faults_;
    QRectF axis_;
};

/// The lanes in the order in which they are shown: requests, then background work.
std::vector<const Lane*> lanesInOrder(const TimelineModel& model);

}  // namespace stampede::ui
