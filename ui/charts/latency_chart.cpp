// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/latency_chart.h"

#include "ui/model/format.h"

namespace stampede::ui {
namespace {

ChartContent latency() {
    ChartContent content;
    content.name = LatencyChart::tr("Latency");
    content.empty = LatencyChart::tr("Latency is measured in Run mode: a stepped request waits for you");
    content.scale = ScaleKind::logarithmic;
    content.figure = millisecondsText;
    content.curves = {{QStringLiteral("p50"), LatencyChart::tr("p50 (ms)"), [](const SeriesPoint& point) { return point.p50_ms; },
                       &Theme::good, Qt::SolidLine},
                      {QStringLiteral("p95"), LatencyChart::tr("p95 (ms)"), [](const SeriesPoint& point) { return point.p95_ms; },
                       &Theme::warning, Qt::DashLine},
                      {QStringLiteral("p99"), LatencyChart::tr("p99 (ms)"), [](const SeriesPoint& point) { return point.p99_ms; },
                       &Theme::danger, Qt::DotLine}};
    return content;
}

}  // namespace

LatencyChart::LatencyChart(LabSession* session, QWidget* parent) : ChartPanel(session, latency(), parent) { refresh(); }

}  // namespace stampede::ui
