// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFont>
#include <QFontMetricsF>
#include <QPainter>
#include <QPainterPath>
#include <array>

#include "ui/model/theme.h"
#include "ui/timeline/timeline_coordinates.h"
#include "ui/timeline/timeline_rows.h"

namespace stampede::ui {

struct TimelineFonts {
    explicit TimelineFonts(const QFont& base);

    /// What the label of a lane needs: its shape, its name and its whole key.
    double laneLabelWidth(const Lane& lane) const;

    QFont small;
    QFont strong;
    QFont mono;
    double line;
};

/// One frame of the timeline.
struct TimelineFrame {
    const TimelineModel& model;
    const std::vector<const Lane*>& lanes;
    const TimelineRows& rows;
    const TimelineCoordinates& axis;
    double cursor = 0;  ///< unit
    double now = 0;     ///< unit at which things that have no end yet end
    bool live = true;
    bool hints = true;
    OperationId selected = 0;
};

/// Paints a frame. Cost follows what is visible: what is narrower than a pixel is merged.
class TimelinePainter {
   public:
    TimelinePainter(QPainter& painter, const TimelineFrame& frame, const Theme& theme, const TimelineFonts& fonts);

    void paint();

   private:
    /// A part of a bar's time, and how it is filled.
    struct Part {
        QRectF rect;
        QBrush brush;
        bool solid = false;
    };
    using Parts = std::array<Part, 4>;

    void grid();
    void header();
    void legend(double right);
    void laneLabel(const Lane& lane, const QRectF& row);
    void laneBars(const Lane& lane, const QRectF& row);
    void waiting(const Bar& bar, const QRectF& row, double room);
    void body(const Bar& bar, const QRectF& rect);
    Parts partsOf(const Bar& bar, const QRectF& rect) const;
    void backing(const QRectF& rect);
    void barLabel(const Bar& bar, const QRectF& rect, double room);
    void faults();
    void mark(const Mark& mark, double x, double y);
    void axis();
    void cursor();
    QRectF cursorPill() const;
    QString cursorLabel() const;
    void text(const QRectF& rect, const QString& text, const QFont& font, const QColor& colour, Qt::Alignment align = Qt::AlignLeft);
    QColor colourOf(Verb verb) const;
    QColor faded(QColor colour, double alpha) const;

    QPainter* painter_;
    const TimelineFrame* frame_;
    const Theme* theme_;
    const TimelineFonts* fonts_;
    QFontMetricsF small_;
    QBrush cacheHatch_;
    QBrush databaseHatch_;
    QBrush faultDots_;
};

}  // namespace stampede::ui
