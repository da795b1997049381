// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>
#include <cmath>

#include "ui/timeline/timeline_scales.h"

namespace stampede::ui {

class TimelineCoordinatesTest : public QObject {
    Q_OBJECT

   private Q_SLOTS:
    void pixelsAndUnitsAreInverse();
    void zoomKeepsWhatIsUnderThePointer();
    void zoomStopsAtSensibleSpans();
    void stepsAreRound_data();
    void stepsAreRound();
    void ticksAreApartAndWithinTheView_data();
    void ticksAreApartAndWithinTheView();
    void labelsSayTheUnit();
    void anEventStandsBetweenTheCursorsAroundIt();
    void revealPansNoMoreThanItMust();
    void eventsFollowTheEndAtTheirOwnWidth();
    void timeFollowsTheEndInRoundSpansThatDoNotBreathe();
    void aZoomedAxisKeepsItsScaleWhileItFollows();
    void fitShowsAll();
};

void TimelineCoordinatesTest::pixelsAndUnitsAreInverse() {
    TimelineCoordinates axis(AxisKind::time);
    axis.setArea(200, 600);
    axis.show(1e9, 3e9);
    QCOMPARE(axis.xOf(1e9), 200.0);
    QCOMPARE(axis.xOf(3e9), 800.0);
    for (const double x : {200.0, 333.0, 799.5}) QVERIFY(std::abs(axis.xOf(axis.unitAt(x)) - x) < 1e-6);
}

void TimelineCoordinatesTest::zoomKeepsWhatIsUnderThePointer() {
    TimelineCoordinates axis(AxisKind::time);
    axis.setArea(200, 600);
    axis.show(0, 1e9);
    const double unit = axis.unitAt(500);
    for (const double factor : {1.25, 3.0, 0.5}) {
        axis.zoomAt(500, factor);
        QVERIFY(std::abs(axis.unitAt(500) - unit) < 1);
    }
}

void TimelineCoordinatesTest::zoomStopsAtSensibleSpans() {
    TimelineCoordinates time(AxisKind::time);
    time.setArea(0, 600);
    for (int i = 0; i < 200; ++i) time.zoomAt(300, 2);
    QVERIFY(time.span() >= 10e3 * 0.999);
    for (int i = 0; i < 200; ++i) time.zoomAt(300, 0.5);
    QVERIFY(time.span() <= 3600e9 * 1.001);
}

void TimelineCoordinatesTest::stepsAreRound_data() {
    QTest::addColumn<double>("least");
    QTest::addColumn<double>("step");
    QTest::newRow("exact") << 1.0 << 1.0;
    QTest::newRow("one and a bit") << 1.01 << 2.0;
    QTest::newRow("two and a bit") << 2.1 << 5.0;
    QTest::newRow("over five") << 5.1 << 10.0;
    QTest::newRow("thousands") << 3000.0 << 5000.0;
    QTest::newRow("fractions") << 0.0011 << 0.002;
    QTest::newRow("nothing") << 0.0 << 1.0;
}

void TimelineCoordinatesTest::stepsAreRound() {
    QFETCH(double, least);
    QFETCH(double, step);
    QVERIFY(std::abs(niceStep(least) - step) < step * 1e-9);
}

void TimelineCoordinatesTest::ticksAreApartAndWithinTheView_data() {
    QTest::addColumn<int>("kind");
    QTest::addColumn<double>("from");
    QTest::addColumn<double>("to");
    QTest::newRow("microseconds") << 0 << 0.0 << 50e3;
    QTest::newRow("a stepped operation") << 0 << 0.0 << 52e6;
    QTest::newRow("late and narrow") << 0 << 57.1e9 << 57.3e9;
    QTest::newRow("an hour") << 0 << 0.0 << 3600e9;
    QTest::newRow("few events") << 1 << 0.0 << 6.0;
    QTest::newRow("many events") << 1 << 90'000.0 << 100'000.0;
}

void TimelineCoordinatesTest::ticksAreApartAndWithinTheView() {
    QFETCH(int, kind);
    QFETCH(double, from);
    QFETCH(double, to);
    TimelineCoordinates axis(kind == 0 ? AxisKind::time : AxisKind::event);
    axis.setArea(100, 700);
    axis.show(from, to);
    const std::vector<AxisTick> ticks = axis.ticks(72);
    QVERIFY(ticks.size() >= 2);
    for (std::size_t i = 0; i < ticks.size(); ++i) {
        QVERIFY(axis.xOf(ticks[i].unit) >= 99 && axis.xOf(ticks[i].unit) <= 801);
        QVERIFY(!ticks[i].label.isEmpty());
        if (i == 0) continue;
        QVERIFY(axis.xOf(ticks[i].unit) - axis.xOf(ticks[i - 1].unit) >= 71.9);
        QVERIFY(ticks[i].label != ticks[i - 1].label);
    }
}

void TimelineCoordinatesTest::labelsSayTheUnit() {
    TimelineCoordinates axis(AxisKind::time);
    axis.setArea(0, 700);
    axis.show(0, 600e6);
    QCOMPARE(axis.label(250e6, 50e6), QStringLiteral("250 ms"));
    axis.show(57.1e9, 57.3e9);
    QCOMPARE(axis.label(57.12e9, 20e6), QStringLiteral("57.12 s"));
    axis.show(0, 100e3);
    QCOMPARE(axis.label(20e3, 10e3), QStringLiteral("20 µs"));
    QCOMPARE(TimelineCoordinates(AxisKind::event).label(34, 1), QStringLiteral("34"));
}

void TimelineCoordinatesTest::anEventStandsBetweenTheCursorsAroundIt() {
    TimelineCoordinates axis(AxisKind::event);
    axis.setArea(0, 600);
    axis.show(0, 10);
    const Moment third{Instant{0}, 3};
    QVERIFY(axis.xOf(third) > axis.xOf(3.0));
    QVERIFY(axis.xOf(third) < axis.xOf(4.0));
}

void TimelineCoordinatesTest::revealPansNoMoreThanItMust() {
    TimelineCoordinates axis(AxisKind::event);
    axis.setArea(0, 600);
    axis.show(0, 60);
    axis.reveal(30, 20);
    QCOMPARE(axis.origin(), 0.0);
    axis.reveal(100, 20);
    QCOMPARE(axis.xOf(100.0), 580.0);
    axis.reveal(10, 20);
    QCOMPARE(axis.xOf(10.0), 20.0);
}

void TimelineCoordinatesTest::eventsFollowTheEndAtTheirOwnWidth() {
    TimelineScales scales;
    scales.setArea(200, 640);
    scales.follow(0, 0, 5);
    QCOMPARE(scales.shown().xOf(0.0), 200.0);
    QCOMPARE(scales.shown().scale(), TimelineScales::kEventWidth);
    scales.follow(0, 0, 500);
    QVERIFY(scales.shown().xOf(500.0) < 840);
    QVERIFY(scales.shown().xOf(500.0) > 740);
}

void TimelineCoordinatesTest::timeFollowsTheEndInRoundSpansThatDoNotBreathe() {
    TimelineScales scales;
    scales.setKind(AxisKind::time);
    scales.setArea(200, 640);
    scales.follow(0, 9.8e9, 10e9);
    const double span = scales.shown().span();
    QCOMPARE(span, 500e6);
    for (double end = 10e9; end < 10.2e9; end += 16e6) {
        scales.follow(0, end - 180e6, end);
        QCOMPARE(scales.shown().span(), span);
        QVERIFY(scales.shown().xOf(end) < 840 && scales.shown().xOf(end) > 740);
    }
    scales.follow(0, 8e9, 10e9);
    QVERIFY(scales.shown().span() > span);
}

void TimelineCoordinatesTest::aZoomedAxisKeepsItsScaleWhileItFollows() {
    TimelineScales scales;
    scales.setArea(200, 640);
    scales.follow(0, 0, 100);
    scales.shown().zoomAt(500, 0.5);
    scales.setZoomed();
    const double scale = scales.shown().scale();
    scales.follow(0, 0, 200);
    QCOMPARE(scales.shown().scale(), scale);
    QVERIFY(scales.shown().xOf(200.0) < 840);
}

void TimelineCoordinatesTest::fitShowsAll() {
    for (const AxisKind kind : {AxisKind::time, AxisKind::event}) {
        TimelineScales scales;
        scales.setKind(kind);
        scales.setArea(200, 640);
        const double end = kind == AxisKind::time ? 7e9 : 321;
        scales.fit(0, end);
        QCOMPARE(scales.shown().xOf(0.0), 200.0);
        QVERIFY(scales.shown().xOf(end) <= 840 && scales.shown().xOf(end) > 800);
    }
}

}  // namespace stampede::ui

QTEST_GUILESS_MAIN(stampede::ui::TimelineCoordinatesTest)
#include "tst_timeline_coordinates.moc"
