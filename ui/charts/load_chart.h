// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/charts/chart_panel.h"

namespace stampede::ui {

/// What reaches the database and what waits for it: reads a second, queued writes.
class LoadChart : public ChartPanel {
    Q_OBJECT

   public:
    explicit LoadChart(LabSession* session, QWidget* parent = nullptr);
};

}  // namespace stampede::ui
