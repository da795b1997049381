// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/charts/chart_panel.h"

namespace stampede::ui {

/// p50, p95 and p99 of whole requests in Run mode, in milliseconds on a logarithmic axis.
class LatencyChart : public ChartPanel {
    Q_OBJECT

   public:
    explicit LatencyChart(LabSession* session, QWidget* parent = nullptr);
};

}  // namespace stampede::ui
