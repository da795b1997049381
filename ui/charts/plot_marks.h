// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFont>
#include <QPainter>
#include <QRectF>
#include <vector>

#include "ui/charts/scale.h"
#include "ui/charts/window.h"
#include "ui/model/theme.h"

namespace stampede::ui {

/// Everything of a plot that is not a curve: grid, labels, the bands of the hit rate, the faults. Drawn by ourselves, so that no label
/// is ever cut short and nothing is laid out anew when a figure changes.
class PlotMarks {
   public:
    void setTheme(const Theme& theme) { theme_ = theme; }
    void setFont(const QFont& font) { font_ = font; }
    void setWindow(const TimeWindow& window) { window_ = window; }
    void setScale(const Scale& scale) { scale_ = scale; }
    void setFaults(std::vector<FaultMark> faults) { faults_ = std::move(faults); }

    const Scale& scale() const { return scale_; }
    /// What is left for the curves of a view of this size.
    QRectF plotArea(QSizeF view) const;
    QPointF at(const QRectF& plot, QPointF value) const;

    /// Below the curves: bands, faults' spans, grid.
    void paintBack(QPainter& painter, const QRectF& view) const;
    /// Above them: labels, names of the bands, the moments of faults.
    void paintFront(QPainter& painter, const QRectF& view) const;
    void paintSentence(QPainter& painter, const QRectF& view, const QString& sentence) const;

   private:
    struct FaultName {
        QRectF rect;
        QString label;
    };

    QRectF placeFor(const QString& label, qreal x, const QRectF& plot, const std::vector<FaultName>& taken) const;
    void paintBands(QPainter& painter, const QRectF& plot) const;
    void paintBandNames(QPainter& painter, const QRectF& plot, const QRectF& view) const;
    void paintLabels(QPainter& painter, const QRectF& plot) const;
    void paintFaultSpans(QPainter& painter, const QRectF& plot) const;
    void paintFaults(QPainter& painter, const QRectF& plot) const;
    QColor colorOf(double floor) const;

    Theme theme_ = Theme::darkTheme();
    QFont font_;
    TimeWindow window_;
    Scale scale_;
    std::vector<FaultMark> faults_;
};

}  // namespace stampede::ui
