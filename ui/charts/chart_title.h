// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QRectF>
#include <QWidget>
#include <vector>

#include "ui/model/theme.h"

namespace stampede::ui {

/// A present figure in the title, with a sample of the line that it belongs to.
struct TitleFigure {
    QString name;   ///< "p95", may be empty
    QString value;  ///< "54 ms"
    QColor color;
    Qt::PenStyle style = Qt::NoPen;  ///< NoPen: no sample
};

/// What a chart shows and its present figures; they flow onto a second line rather than be cut short.
class ChartTitle : public QWidget {
    Q_OBJECT

   public:
    explicit ChartTitle(const QString& name, QWidget* parent = nullptr);

    void setTheme(const Theme& theme);
    void setFigures(std::vector<TitleFigure> figures);
    /// Whether the name is painted; not needed where the frame around the chart says it already.
    void setNameShown(bool on);
    bool nameShown() const { return nameShown_; }
    /// "Latency p50 1 ms · p95 54 ms".
    QString text() const;

    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;
    QSize sizeHint() const override { return {200, heightForWidth(200)}; }

   protected:
    void paintEvent(QPaintEvent* event) override;

   private:
    std::vector<QRectF> places(qreal width) const;  // of the name, then of the figures
    qreal widthOf(const TitleFigure& figure) const;
    QFont bold() const;

    QString name_;
    bool nameShown_ = true;
    std::vector<TitleFigure> figures_;
    Theme theme_ = Theme::darkTheme();
};

}  // namespace stampede::ui
