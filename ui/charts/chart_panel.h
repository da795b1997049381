// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>
#include <vector>

#include "ui/charts/chart_title.h"
#include "ui/charts/curve.h"
#include "ui/charts/window.h"
#include "ui/model/lab_session.h"
#include "ui/model/pacer.h"
#include "ui/model/theme.h"

namespace stampede::ui {

class Plot;

/// A chart over the last stretch of lab time that ends at the cursor, with its present figures as a title and the faults at their
/// time. Redrawn at most ten times a second, and only while it can be seen.
class ChartPanel : public QWidget {
    Q_OBJECT

   public:
    ~ChartPanel() override;

    void setTheme(const Theme& theme);
    /// Whether the title begins with the chart's name; a saved picture always does.
    void setNameShown(bool on) { title_->setNameShown(on); }
    /// How far back the chart reaches, 10 to 3,600 seconds; 60 at first.
    void setSpan(double seconds);

    /// "Latency p50 1 ms · p95 54 ms · p99 860 ms".
    QString title() const { return title_->text(); }
    /// What is drawn, as tab-separated text.
    QString dataAsText() const;
    /// Writes an SVG when the path ends in .svg, else a PNG. Answers with one sentence when that failed, else with nothing.
    QString savePicture(const QString& path);
    const Plot& plot() const { return *plot_; }

    QSize sizeHint() const override { return {380, 190}; }
    QSize minimumSizeHint() const override { return {260, 150}; }

   public Q_SLOTS:
    void copyData();
    void askWhereToSave();

   protected:
    ChartPanel(LabSession* session, ChartContent content, QWidget* parent);

    /// The present figures; by default one for each curve.
    virtual std::vector<TitleFigure> figures(const SeriesPoint& now) const;

    const Theme& theme() const { return theme_; }
    const ChartContent& content() const { return content_; }
    void refresh();

    void showEvent(QShowEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    bool event(QEvent* event) override;

   private:
    void makeActions();
    void describe();
    QString writePicture(const QString& path);
    QString valuesAt(QPoint position) const;
    TimeWindow window() const;

    LabSession* session_;
    ChartContent content_;
    Pacer pacer_;
    Theme theme_ = Theme::darkTheme();
    double seconds_ = 60;
    ChartTitle* title_;
    Plot* plot_;
};

}  // namespace stampede::ui
