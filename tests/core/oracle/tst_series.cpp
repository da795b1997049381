// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "core/oracle/metrics.h"
#include "core/oracle/series.h"

using namespace stampede;
using namespace std::chrono_literals;

namespace {

Event ended(Instant at, Source source, Duration latency, Outcome outcome = Outcome::ok) {
    Event event;
    event.at = at;
    event.type = EventType::request_ended;
    event.source = source;
    event.outcome = outcome;
    event.detail = latency.count();
    return event;
}

Event mode(bool running) {
    Event event;
    event.type = EventType::mode_changed;
    event.detail = running ? 1 : 0;
    return event;
}

}  // namespace

class TestSeries : public QObject {
    Q_OBJECT

   private Q_SLOTS:
    void aPointSumsUpTheWindowBeforeIt() {
        Series series;
        series.apply(mode(true));
        for (int i = 0; i < 80; ++i) series.apply(ended(i * 10ms, i % 4 == 0 ? Source::database : Source::cache, 2ms));
        series.apply(ended(2s, Source::cache, 2ms));
        QVERIFY(series.points().size() >= 3);
        const SeriesPoint& third = series.points()[2];
        QCOMPARE(third.at, Instant(750ms));
        QVERIFY(qAbs(third.hit_rate - 0.75) < 0.02);
        QVERIFY(qAbs(third.p99_ms - 2.0) < 0.02);
    }

    void aSilentWindowHasNoRateAndNoLatency() {
        Series series;
        series.apply(mode(true));
        series.apply(ended(0s, Source::cache, 1ms));
        series.apply(ended(60s, Source::cache, 1ms));
        QVERIFY(series.points().size() <= Series::kWindowTicks + 2);
        QCOMPARE(series.points().back().hit_rate, -1.0);
        QCOMPARE(series.points().back().p50_ms, -1.0);
    }

    void steppedRequestsCountAsHitsButNotInLatency() {
        Series series;
        Metrics metrics;
        for (const Event& event : {mode(false), ended(1ms, Source::cache, 5s), ended(300ms, Source::cache, 5s)}) {
            series.apply(event);
            metrics.apply(event);
        }
        QCOMPARE(series.points().front().hit_rate, 1.0);
        QCOMPARE(series.points().front().p50_ms, -1.0);
        QCOMPARE(metrics.hits, std::uint64_t{2});
        QCOMPARE(metrics.read_latency.count(), std::uint64_t{0});
    }

    void inStepModeEveryRequestThatEndsMakesAPoint() {
        Series series;
        series.apply(mode(false));
        series.apply(ended(1ms, Source::database, 1ms));
        QCOMPARE(series.points().size(), std::size_t{1});
        QCOMPARE(series.points().back().hit_rate, 0.0);
        series.apply(ended(2ms, Source::cache, 1ms));
        QCOMPARE(series.points().back().hit_rate, 0.5);
    }

    void remembersWhenEachFaultWasActive() {
        Series series;
        Event fault;
        fault.type = EventType::fault_injected;
        fault.fault = FaultKind::redis_freeze;
        fault.at = 1s;
        series.apply(fault);
        QCOMPARE(series.faults().front().to, kNever);
        fault.type = EventType::fault_healed;
        fault.at = 3s;
        series.apply(fault);
        QCOMPARE(series.faults().front().from, Instant(1s));
        QCOMPARE(series.faults().front().to, Instant(3s));
    }

    void hitsAndMissesAddUpToReadsWhateverTheOutcome() {
        Metrics metrics;
        metrics.apply(ended(1ms, Source::cache, 1ms));
        metrics.apply(ended(2ms, Source::database, 1ms));
        metrics.apply(ended(3ms, Source::none, 1ms, Outcome::unavailable));
        QCOMPARE(metrics.hits + metrics.misses, metrics.reads);
        QCOMPARE(metrics.errors, std::uint64_t{1});
    }
};

QTEST_APPLESS_MAIN(TestSeries)
#include "tst_series.moc"
