// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/code/figures.h"

#include <QCoreApplication>

#include "ui/model/format.h"
#include "ui/model/hit_rate_band.h"

namespace stampede::ui {
namespace {

class Words {
    Q_DECLARE_TR_FUNCTIONS(Figures)
};

Mood moodOf(double hitRate) {
    if (hitRate < 0) return Mood::plain;
    switch (bandOf(hitRate)) {
        case HitRateBand::excellent:
        case HitRateBand::good: return Mood::good;
        case HitRateBand::investigate: return Mood::warning;
        case HitRateBand::barelyHelping: return Mood::danger;
    }
    return Mood::plain;
}

Figure troubled(const QString& name, quint64 count, const QString& meaning) {
    return {name, countText(count), meaning, count > 0 ? Mood::danger : Mood::plain};
}

}  // namespace

Figure hitRateFigure(const SeriesPoint& point) {
    const QString band = point.hit_rate < 0 ? QString() : bandText(bandOf(point.hit_rate));
    return {band, percentText(point.hit_rate), Words::tr("Share of reads answered from the cache, over the last two seconds"),
            moodOf(point.hit_rate)};
}

Figure totalHitRateFigure(const Metrics& metrics) {
    return {Words::tr("in total"), percentText(metrics.reads == 0 ? -1 : metrics.hit_rate()),
            Words::tr("Share of reads answered from the cache, since the lab opened"), Mood::plain};
}

std::vector<Figure> countFigures(const Metrics& metrics, const SeriesPoint& point) {
    return {
        {Words::tr("Hits"), countText(metrics.hits), Words::tr("Reads answered from the cache")},
        {Words::tr("Misses"), countText(metrics.misses), Words::tr("All other reads, failed ones too")},
        {Words::tr("Requests"), countText(metrics.requests), Words::tr("Reads and writes that have ended")},
        {Words::tr("Requests/s"), rateText(point.requests_per_second), Words::tr("Requests ended a second, over the last two seconds")},
        {Words::tr("DB reads/s"), rateText(point.db_reads_per_second), Words::tr("SELECTs performed a second, over the last two seconds")},
        {Words::tr("DB writes"), countText(metrics.db_writes), Words::tr("Rows written to the database")},
        troubled(Words::tr("Errors"), metrics.errors, Words::tr("Requests that did not end well")),
        troubled(Words::tr("Timeouts"), metrics.timeouts, Words::tr("Operations that had no reply before their deadline")),
        {Words::tr("Queue"), countText(metrics.queue_depth), Words::tr("Acknowledged writes that wait in the application's memory")},
        troubled(Words::tr("Lost writes"), metrics.lost_in_crashes, Words::tr("Acknowledged writes lost with a crashed application")),
        {Words::tr("Memory"), bytesText(metrics.cache_bytes), Words::tr("Memory that Redis uses")},
        {Words::tr("Evictions"), countText(metrics.evictions), Words::tr("Keys that Redis gave up for memory")},
        {Words::tr("Expiries"), countText(metrics.expiries), Words::tr("Keys whose time to live passed")},
        {Words::tr("Cache calls"), countText(metrics.cache_ops), Words::tr("GET, SET and DEL performed")},
    };
}

std::vector<Figure> latencyFigures(const Histogram& histogram) {
    std::vector<Figure> figures;
    for (const double q : {0.50, 0.95, 0.99}) {
        const QString name = QStringLiteral("p%1").arg(q * 100);
        const QString value = histogram.count() == 0 ? QStringLiteral("–") : durationText(histogram.quantile(q));
        figures.push_back({name, value, Words::tr("%1 % of the requests in Run mode took no longer").arg(q * 100)});
    }
    return figures;
}

}  // namespace stampede::ui
