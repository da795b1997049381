// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/charts/chart_panel.h"

namespace stampede::ui {

/// Share of reads answered from the cache over a sliding window, on the bands by which the field judges it.
class HitRateChart : public ChartPanel {
    Q_OBJECT

   public:
    explicit HitRateChart(LabSession* session, QWidget* parent = nullptr);

   protected:
    std::vector<TitleFigure> figures(const SeriesPoint& now) const override;
};

}  // namespace stampede::ui
