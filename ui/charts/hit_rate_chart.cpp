// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/hit_rate_chart.h"

#include "ui/model/format.h"
#include "ui/model/hit_rate_band.h"

namespace stampede::ui {
namespace {

ChartContent hitRate() {
    ChartContent content;
    content.name = HitRateChart::tr("Hit rate");
    content.empty = HitRateChart::tr("No reads yet");
    content.scale = ScaleKind::percent;
    content.figure = [](double percent) { return percentText(percent < 0 ? -1 : percent / 100); };
    content.curves = {{HitRateChart::tr("Hit rate"), HitRateChart::tr("hit rate (%)"),
                       [](const SeriesPoint& point) { return point.hit_rate < 0 ? -1 : point.hit_rate * 100; }, &Theme::accent,
                       Qt::SolidLine}};
    return content;
}

}  // namespace

HitRateChart::HitRateChart(LabSession* session, QWidget* parent) : ChartPanel(session, hitRate(), parent) { refresh(); }

std::vector<TitleFigure> HitRateChart::figures(const SeriesPoint& now) const {
    if (now.hit_rate < 0) return {{{}, percentText(-1), theme().muted, Qt::NoPen}};
    const HitRateBand band = bandOf(now.hit_rate);
    const bool well = band == HitRateBand::excellent || band == HitRateBand::good;
    const QColor color = well ? theme().good : band == HitRateBand::investigate ? theme().warning : theme().danger;
    return {{{}, tr("%1 · %2").arg(percentText(now.hit_rate), bandText(band)), color, Qt::NoPen}};
}

}  // namespace stampede::ui
