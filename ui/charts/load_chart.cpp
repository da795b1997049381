// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/load_chart.h"

#include "ui/model/format.h"

namespace stampede::ui {
namespace {

ChartContent load() {
    ChartContent content;
    content.name = LoadChart::tr("Load");
    content.empty = LoadChart::tr("Nothing has happened yet");
    content.scale = ScaleKind::counting;
    content.figure = rateText;
    content.curves = {{LoadChart::tr("DB reads/s"), LoadChart::tr("database reads (1/s)"),
                       [](const SeriesPoint& point) { return point.db_reads_per_second; }, &Theme::database, Qt::SolidLine},
                      {LoadChart::tr("queued writes"), LoadChart::tr("queued writes"),
                       [](const SeriesPoint& point) { return point.queue_depth; }, &Theme::write, Qt::DashLine}};
    return content;
}

}  // namespace

LoadChart::LoadChart(LabSession* session, QWidget* parent) : ChartPanel(session, load(), parent) { refresh(); }

}  // namespace stampede::ui
