// SPDX-License-Identifier: GPL-3.0-or-later
#include <QLocale>
#include <QTest>

#include "tests/ui/support/viewed_lab.h"
#include "ui/code/metrics_panel.h"
#include "ui/model/format.h"

using namespace stampede;
using namespace stampede::ui;
using namespace std::chrono_literals;
using test::user;

class TestMetricsPanel : public QObject {
    Q_OBJECT

   private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }

    void figuresAreThoseOfTheJournal() {
        ViewedLab it("cache-aside");
        MetricsPanel panel(&it.session);
        it.startLoad(8, 400, 100);
        it.run_for(6s);
        it.look();
        panel.show();
        const Metrics& metrics = it.session.metrics();
        QVERIFY(metrics.hits > 0 && metrics.misses > 0);
        QCOMPARE(panel.valueOf(QStringLiteral("Hits")), countText(metrics.hits));
        QCOMPARE(panel.valueOf(QStringLiteral("Misses")), countText(metrics.misses));
        QCOMPARE(panel.valueOf(QStringLiteral("Requests")), countText(metrics.requests));
        QCOMPARE(panel.hitRate(), percentText(pointAt(it.session.series(), it.session.viewTime()).hit_rate));
    }

    void anUnansweredQuestionIsADash() {
        LabSession session;
        MetricsPanel panel(&session);
        QCOMPARE(panel.hitRate(), QStringLiteral("–"));
        QCOMPARE(panel.valueOf(QStringLiteral("Hits")), QStringLiteral("0"));
    }

    void itIsRedrawnAtMostTenTimesASecondAndEndsOnTheNewestFigure() {
        ViewedLab it("no-cache");
        MetricsPanel panel(&it.session);
        panel.show();
        it.look();
        QTest::qWait(120);
        for (int i = 0; i < 20; ++i) {
            it.lab.send(RequestKind::read, user(1));
            it.step_all();
            it.look();
        }
        QVERIFY(panel.valueOf(QStringLiteral("Requests")) != QStringLiteral("20"));
        QTRY_COMPARE(panel.valueOf(QStringLiteral("Requests")), QStringLiteral("20"));
    }

    void troubleIsToldByColourAndByNumber() {
        ViewedLab it("cache-aside");
        it.lab.set_mode(Mode::run);
        it.lab.inject(Fault{FaultKind::redis_freeze});
        it.lab.send(RequestKind::read, user(1));
        it.run_for(1s);
        it.look();
        const auto figures = countFigures(it.session.metrics(), SeriesPoint{});
        const auto timeouts =
            std::find_if(figures.begin(), figures.end(), [](const Figure& figure) { return figure.name == QLatin1String("Timeouts"); });
        QVERIFY(timeouts != figures.end());
        QCOMPARE(timeouts->value, QStringLiteral("1"));
        QCOMPARE(timeouts->mood, Mood::danger);
    }

    void theWindowedHitRateIsTheOneAtTheCursor() {
        ViewedLab it("cache-aside");
        it.startLoad(8, 400, 50, 1.0);
        it.run_for(10s);
        it.look();
        const SeriesPoint early = pointAt(it.session.series(), 1s);
        const SeriesPoint late = pointAt(it.session.series(), 9s);
        QCOMPARE(early.at, Instant(1s));
        QVERIFY(early.hit_rate < late.hit_rate);
        QCOMPARE(pointAt(it.session.series(), 0s).hit_rate, -1.0);
    }
};

QTEST_MAIN(TestMetricsPanel)
#include "tst_metrics_panel.moc"
