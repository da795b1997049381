// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractAxis>
#include <QChartView>
#include <QLineSeries>
#include <vector>

#include "ui/charts/plot_marks.h"

namespace stampede::ui {

/// The drawing surface of a chart: Qt Charts draws the curves, PlotMarks all else. Private to this folder: no header that others
/// include names Qt Charts, so that it can be replaced.
class Plot : public QChartView {
    Q_OBJECT

   public:
    Plot(const ChartContent& content, QWidget* parent);

    void setTheme(const Theme& theme);
    /// Replaces everything drawn.
    void draw(const Series& series, const TimeWindow& window);

    /// The lab time under a point of this widget, as seconds ago; outside of -window to 0 there is no curve.
    double secondsAgoAt(QPointF position) const;
    QRectF area() const { return marks_.plotArea(viewport()->size()); }
    bool drawsNothing() const { return most_ < 0; }
    int pieces(std::size_t curve) const;  ///< how many segments of the curve are drawn

   protected:
    void drawBackground(QPainter* painter, const QRectF& rect) override;
    void drawForeground(QPainter* painter, const QRectF& rect) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

   private:
    struct Line {
        std::vector<QLineSeries*> pieces;  // created as gaps ask for them, kept empty afterwards
        QPointF last;
        bool reachesNow = false;
    };

    void setAxes(const Scale& scale, double seconds);
    void fill(std::size_t curve, std::vector<Segment> segments);
    QLineSeries* addPiece(std::size_t curve);
    void stylePiece(QLineSeries* piece, std::size_t curve) const;
    void layOut();

    ChartContent content_;
    Theme theme_ = Theme::darkTheme();
    PlotMarks marks_;
    TimeWindow window_;
    std::vector<Line> lines_;
    QAbstractAxis* time_ = nullptr;
    QAbstractAxis* value_ = nullptr;
    double most_ = -1;
};

}  // namespace stampede::ui
