// SPDX-License-Identifier: GPL-3.0-or-later
#include <QLocale>
#include <QTest>
#include <algorithm>
#include <cmath>

#include "ui/charts/decimate.h"
#include "ui/charts/scale.h"
#include "ui/charts/window.h"

using namespace stampede;
using namespace stampede::ui;
using namespace std::chrono_literals;

namespace {

Event at(Duration when, EventType type) {
    Event event;
    event.at = when;
    event.type = type;
    return event;
}

Event readEnded(Duration when, bool hit) {
    Event event = at(when, EventType::request_ended);
    event.source = hit ? Source::cache : Source::database;
    return event;
}

const Curve kHitRate{QStringLiteral("hit rate"), QStringLiteral("hit rate"), [](const SeriesPoint& point) { return point.hit_rate; },
                     &Theme::accent, Qt::SolidLine};

}  // namespace

class TestChartData : public QObject {
    Q_OBJECT

   private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }

    void decimationKeepsEveryPeakAndTwoPointsAColumn() {
        QList<QPointF> points;
        for (int i = 0; i < 10'000; ++i) points.append(QPointF(-60 + 60.0 * i / 10'000, std::sin(i * 0.7)));
        points[5'003].setY(1000);
        points[7'777].setY(-1000);
        const QList<QPointF> kept = decimated(points, -60, 0, 300);
        QVERIFY(kept.size() <= 600);
        QVERIFY(kept.size() >= 300);
        QVERIFY(kept.contains(points[5'003]));
        QVERIFY(kept.contains(points[7'777]));
        QVERIFY(std::is_sorted(kept.begin(), kept.end(), [](QPointF a, QPointF b) { return a.x() < b.x(); }));
    }

    void fewPointsAreLeftAlone() {
        const QList<QPointF> points{{-60, 1}, {-30, 2}, {0, 3}};
        QCOMPARE(decimated(points, -60, 0, 300), points);
    }

    void aTickWithoutReadsIsAGapNotAZero() {
        Series series;
        for (int i = 0; i < 20; ++i) series.apply(readEnded(i * 100ms, true));
        for (int i = 0; i < 20; ++i) series.apply(readEnded(20s + i * 100ms, false));
        const auto segments = segmentsOf(series, {22s, 60}, kHitRate, 400);
        QCOMPARE(segments.size(), std::size_t{2});
        QCOMPARE(segments[0].front().y(), 1.0);
        QCOMPARE(segments[1].back().y(), 0.0);
    }

    void reviewSeesNothingAfterItsMoment() {
        Series series;
        for (int i = 0; i < 400; ++i) series.apply(readEnded(i * 100ms, i < 200));
        for (const Segment& segment : segmentsOf(series, {15s, 60}, kHitRate, 400)) {
            for (const QPointF& point : segment) {
                QVERIFY(point.x() <= 0);
                QCOMPARE(point.y(), 1.0);
            }
        }
    }

    void aLoneTickIsStillALine() {
        Series series;
        series.apply(readEnded(100ms, true));
        series.apply(at(260ms, EventType::sample));
        const auto segments = segmentsOf(series, {260ms, 60}, kHitRate, 400);
        QCOMPARE(segments.size(), std::size_t{1});
        QCOMPARE(segments[0].size(), 2);
    }

    void faultsAreMarkedFromStartToEnd() {
        Series series;
        Event slow = at(10s, EventType::fault_injected);
        slow.fault = FaultKind::db_slow;
        series.apply(slow);
        Event expire = at(12s, EventType::fault_injected);
        expire.fault = FaultKind::expire_all;
        series.apply(expire);
        const auto during = faultMarksOf(series, {15s, 60});
        QCOMPARE(during.size(), std::size_t{2});
        QVERIFY(during[0].active);
        QCOMPARE(during[0].from, -5.0);
        QCOMPARE(during[0].to, 0.0);
        QVERIFY(!during[1].active);
        QCOMPARE(during[1].from, during[1].to);
        slow.type = EventType::fault_healed;
        slow.at = 20s;
        series.apply(slow);
        QCOMPARE(faultMarksOf(series, {30s, 60})[0].to, -10.0);
        QVERIFY(faultMarksOf(series, {15s, 60})[0].active);
        QVERIFY(faultMarksOf(series, {9s, 60}).empty());
        QVERIFY(faultMarksOf(series, {90s, 60}).empty());
    }

    void logarithmicScalesHoldWholeDecades() {
        const Scale scale = scaleFor(ScaleKind::logarithmic, 0.84, 860);
        QCOMPARE(scale.low, 0.1);
        QCOMPARE(scale.high, 1000.0);
        QVERIFY(std::abs(scale.position(10) - 0.5) < 1e-9);
        QCOMPARE(scale.clamped(0), 0.1);
        QCOMPARE(scale.ticks().size(), std::size_t{5});
        const Scale narrow = scaleFor(ScaleKind::logarithmic, 50, 50);
        QVERIFY(narrow.low <= 50 && narrow.high >= 50 && narrow.high / narrow.low >= 99);
        const Scale raw = scaleFor(ScaleKind::logarithmic, 0, 0);
        QVERIFY(raw.low > 0 && raw.high > raw.low);
    }

    void countingScalesGrowInRoundSteps() {
        QCOMPARE(scaleFor(ScaleKind::counting, 0, 3).high, 10.0);
        QCOMPARE(scaleFor(ScaleKind::counting, 0, 41).high, 50.0);
        QCOMPARE(scaleFor(ScaleKind::counting, 0, 1001).high, 2000.0);
    }

    void copiedDataHasAHeadingAndOneRowATick() {
        Series series;
        Event running = at(0ms, EventType::mode_changed);
        running.detail = 1;
        series.apply(running);
        for (int i = 0; i <= 10; ++i) series.apply(readEnded(i * 100ms, true));
        const QStringList lines = tabSeparated(series, {1s, 60}, {kHitRate}).split(QLatin1Char('\n'), Qt::SkipEmptyParts);
        QCOMPARE(lines.size(), 5);
        QCOMPARE(lines[0], QStringLiteral("lab time (s)\thit rate"));
        QCOMPARE(lines[1], QStringLiteral("0.25\t1"));
    }
};

QTEST_GUILESS_MAIN(TestChartData)
#include "tst_chart_data.moc"
