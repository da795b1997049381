// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAction>
#include <QClipboard>
#include <QFile>
#include <QGuiApplication>
#include <QLocale>
#include <QTemporaryDir>
#include <QTest>

#include "tests/ui/support/viewed_lab.h"
#include "ui/charts/hit_rate_chart.h"
#include "ui/charts/latency_chart.h"
#include "ui/charts/load_chart.h"
#include "ui/charts/plot.h"
#include "ui/model/format.h"

using namespace stampede;
using namespace stampede::ui;
using namespace std::chrono_literals;

namespace {

/// Twenty seconds of load with a database that is slow from the eighth to the twelfth.
struct Loaded : ViewedLab {
    Loaded() : ViewedLab("cache-aside") {
        startLoad(16, 300, 300);
        run_for(8s);
        lab.inject(Fault{FaultKind::db_slow});
        run_for(4s);
        lab.heal_all();
        run_for(8s);
        look();
    }
};

QString plain(QString text) { return text.replace(QChar(QChar::Nbsp), QLatin1Char(' ')); }

}  // namespace

class TestCharts : public QObject {
    Q_OBJECT

   private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }

    void theTitleOfTheHitRateNamesItsBand() {
        Loaded it;
        HitRateChart chart(&it.session);
        const double now = pointAt(it.session.series(), it.session.viewTime()).hit_rate;
        QVERIFY(now > 0);
        QVERIFY(plain(chart.title()).startsWith(QStringLiteral("Hit rate %1 %").arg(std::lround(now * 100))));
        QVERIFY(chart.title().contains(QStringLiteral(" · ")));
        QCOMPARE(chart.accessibleDescription(), chart.title());
    }

    void theTitleOfLatencyHasThreePresentFigures() {
        Loaded it;
        LatencyChart chart(&it.session);
        const SeriesPoint now = pointAt(it.session.series(), it.session.viewTime());
        QCOMPARE(chart.title(), QStringLiteral("Latency p50 %1 · p95 %2 · p99 %3")
                                    .arg(millisecondsText(now.p50_ms), millisecondsText(now.p95_ms), millisecondsText(now.p99_ms)));
        for (std::size_t curve = 0; curve < 3; ++curve) QCOMPARE(chart.plot().pieces(curve), 1);
    }

    void steppedRequestsLeaveTheLatencyChartEmpty() {
        ViewedLab it("cache-aside");
        it.lab.send(RequestKind::read, test::user(1));
        it.step_all();
        it.run_for(1s);
        it.look();
        LatencyChart chart(&it.session);
        QVERIFY(chart.plot().drawsNothing());
        QCOMPARE(chart.title(), QStringLiteral("Latency p50 – · p95 – · p99 –"));
    }

    void twoSteppedReadsDrawTheHitRate() {
        ViewedLab it("cache-aside");
        for (int read = 0; read < 2; ++read) {
            it.lab.send(RequestKind::read, test::user(1));
            it.step_all();
            it.look();
        }
        HitRateChart chart(&it.session);
        QCOMPARE(chart.plot().pieces(0), 1);
        QVERIFY(!chart.plot().drawsNothing());
        QVERIFY2(plain(chart.title()).startsWith(QStringLiteral("Hit rate 50 %")), qPrintable(chart.title()));
        QVERIFY(chart.dataAsText().count(QLatin1Char('\n')) >= 3);
    }

    void aPictureNamesItsChartEvenWhereTheDockDoesSo() {
        Loaded it;
        HitRateChart chart(&it.session);
        chart.resize(400, 200);
        QTemporaryDir folder;
        QCOMPARE(chart.savePicture(folder.filePath(QStringLiteral("named.png"))), QString());
        chart.setNameShown(false);
        const QImage screen = chart.grab().toImage();
        QCOMPARE(chart.savePicture(folder.filePath(QStringLiteral("nameless.png"))), QString());
        QCOMPARE(QImage(folder.filePath(QStringLiteral("nameless.png"))), QImage(folder.filePath(QStringLiteral("named.png"))));
        QCOMPARE(chart.grab().toImage(), screen);
    }

    void reviewShowsTheFiguresOfItsMoment() {
        Loaded it;
        LatencyChart chart(&it.session);
        chart.show();
        const QString live = chart.title();
        it.session.setCursorTime(qint64{11'000'000'000});
        QTRY_VERIFY(chart.title() != live);
        const SeriesPoint then = pointAt(it.session.series(), it.session.viewTime());
        QVERIFY(chart.title().endsWith(millisecondsText(then.p99_ms)));
        QVERIFY(chart.accessibleDescription().contains(QStringLiteral("DB slow +800")));
    }

    void aHiddenChartDoesNothingUntilItIsShown() {
        ViewedLab it("cache-aside");
        HitRateChart chart(&it.session);
        const QString before = chart.title();
        it.startLoad(8, 200, 50);
        it.run_for(5s);
        it.look();
        QTest::qWait(150);
        QCOMPARE(chart.title(), before);
        chart.show();
        QVERIFY(chart.title() != before);
    }

    void dataAreCopiedThroughTheContextMenusAction() {
        Loaded it;
        LoadChart chart(&it.session);
        chart.actions().front()->trigger();
        const QStringList lines = QGuiApplication::clipboard()->text().split(QLatin1Char('\n'), Qt::SkipEmptyParts);
        QCOMPARE(lines[0], QStringLiteral("lab time (s)\tdatabase reads (1/s)\tqueued writes"));
        QVERIFY(lines.size() > 70);
        QCOMPARE(lines.back().split(QLatin1Char('\t')).size(), 3);
    }

    void picturesAreSavedAsPngAndSvg() {
        Loaded it;
        HitRateChart chart(&it.session);
        chart.resize(400, 200);
        chart.show();
        QTemporaryDir folder;
        const QString png = folder.filePath(QStringLiteral("chart.png"));
        const QString svg = folder.filePath(QStringLiteral("chart.svg"));
        QCOMPARE(chart.savePicture(png), QString());
        QCOMPARE(QImage(png).size(), QSize(800, 400));
        QCOMPARE(chart.savePicture(svg), QString());
        QFile file(svg);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY(file.readAll().contains("<svg"));
        QVERIFY(chart.savePicture(folder.filePath(QStringLiteral("none/chart.png"))).contains(QStringLiteral("cannot be written")));
        QVERIFY(chart.savePicture(folder.filePath(QStringLiteral("none/chart.svg"))).contains(QStringLiteral("cannot be written")));
    }

    void theSmallestSizeStillHasRoomForCurvesAndTitle() {
        Loaded it;
        HitRateChart hitRate(&it.session);
        LatencyChart latency(&it.session);
        LoadChart load(&it.session);
        for (ChartPanel* chart :
             {static_cast<ChartPanel*>(&hitRate), static_cast<ChartPanel*>(&latency), static_cast<ChartPanel*>(&load)}) {
            QVERIFY(chart->minimumSizeHint().width() <= 260 && chart->minimumSizeHint().height() <= 150);
            chart->resize(chart->minimumSizeHint());
            chart->show();
            QVERIFY(QTest::qWaitForWindowExposed(chart));
            QVERIFY2(chart->plot().area().height() >= 60, qPrintable(chart->title()));
            QVERIFY2(chart->plot().area().width() >= 120, qPrintable(chart->title()));
        }
    }

    void frequentFramesReplaceTheCurvesAtMostTenTimesASecond() {
        Loaded it;
        HitRateChart chart(&it.session);
        chart.show();
        QTest::qWait(120);
        const QString before = chart.title();
        Q_EMIT it.session.frameReady();
        it.lab.inject(Fault{FaultKind::expire_all});
        it.run_for(2s);
        it.look();
        QCOMPARE(chart.title(), before);
        QTRY_VERIFY(chart.title() != before);
    }
};

QTEST_MAIN(TestCharts)
#include "tst_charts.moc"
