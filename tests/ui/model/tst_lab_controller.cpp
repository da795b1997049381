// SPDX-License-Identifier: GPL-3.0-or-later
#include <QSignalSpy>
#include <QTest>

#include "core/simulated/paced_loop.h"
#include "core/simulated/simulated_world.h"
#include "ui/model/lab_controller.h"

using namespace stampede;
using stampede::ui::LabController;

namespace {

LabController::Opened simulated(const RunConfig& config, const std::function<void(int, const QString&)>& progress) {
    progress(50, QStringLiteral("half"));
    LabController::Opened opened;
    auto loop = std::make_unique<PacedLoop>();
    opened.rig.world = std::make_unique<SimulatedWorld>(config, *loop, *loop);
    opened.rig.loop = std::move(loop);
    opened.info.description = QStringLiteral("simulated");
    opened.warning = QStringLiteral("no redis-server");
    return opened;
}

RunConfig quick(const char* strategy) {
    RunConfig config;
    config.strategy = strategy;
    config.latency = {std::chrono::microseconds(200), std::chrono::microseconds(500)};
    return config;
}

int count(const LabController& controller, EventType type) {
    const Journal& journal = const_cast<LabController&>(controller).session()->journal();
    int found = 0;
    for (std::size_t i = 0; i < journal.size(); ++i) found += journal[i].type == type ? 1 : 0;
    return found;
}

const Key k{Kind::user_profile, 42};

}  // namespace

class TestLabController : public QObject {
    Q_OBJECT

   private Q_SLOTS:
    void openingReportsProgressThenTheWarningThenReady() {
        LabController controller(simulated);
        QSignalSpy opening(&controller, &LabController::opening);
        QSignalSpy opened(&controller, &LabController::opened);
        QSignalSpy notice(&controller, &LabController::notice);
        controller.open(quick("cache-aside"));
        QVERIFY(opened.wait());
        QCOMPARE(opening.count(), 1);
        QCOMPARE(notice.count(), 1);
        QVERIFY(controller.ready());
        QCOMPARE(controller.info().description, QStringLiteral("simulated"));
    }

    void aFailureToOpenIsASentenceAndTheWindowLivesOn() {
        LabController controller([](const RunConfig&, const auto&) {
            LabController::Opened opened;
            opened.error = QStringLiteral("nothing works");
            return opened;
        });
        QSignalSpy failed(&controller, &LabController::failed);
        controller.open(quick("cache-aside"));
        QVERIFY(failed.wait());
        QCOMPARE(failed.front().front().toString(), QStringLiteral("nothing works"));
        QVERIFY(!controller.ready());
        controller.read(k);
        controller.step();
        controller.healAll();
    }

    void steppingARequestGoesThroughTheSession() {
        LabController controller(simulated);
        QSignalSpy opened(&controller, &LabController::opened);
        controller.open(quick("cache-aside"));
        QVERIFY(opened.wait());
        controller.read(k);
        QTRY_COMPARE(count(controller, EventType::parked), 1);
        for (int replies = 1; replies <= 3; ++replies) {
            controller.step();
            QTRY_COMPARE(count(controller, EventType::replied), replies);
        }
        QTRY_COMPARE(count(controller, EventType::request_ended), 1);
    }

    void aWorkloadRunsStopsAndCanBeStartedAgain() {
        LabController controller(simulated);
        QSignalSpy opened(&controller, &LabController::opened);
        controller.open(quick("cache-aside"));
        QVERIFY(opened.wait());
        Workload workload;
        workload.keys = 20;
        controller.startWorkload(workload);
        QCOMPARE(controller.mode(), Mode::run);
        QTRY_VERIFY(controller.session()->metrics().requests > 200);
        controller.startWorkload(workload);
        controller.stopWorkload();
        QVERIFY(!controller.workloadRunning());
        const auto inFlight = [&] { return controller.session()->state().requests().size(); };
        QTRY_COMPARE(inFlight(), std::size_t{0});
    }

    void shuttingDownFlushesWhatWasAcknowledged() {
        LabController controller(simulated);
        QSignalSpy opened(&controller, &LabController::opened);
        controller.open(quick("write-behind"));
        QVERIFY(opened.wait());
        controller.setMode(Mode::run);
        for (int i = 0; i < 5; ++i) controller.write(k);
        QTRY_COMPARE(count(controller, EventType::enqueued), 5);
        controller.shutDown();
        QCOMPARE(count(controller, EventType::flushed), 1);
        controller.shutDown();
    }

    void openingAnotherStrategyStartsANewJournal() {
        LabController controller(simulated);
        QSignalSpy opened(&controller, &LabController::opened);
        controller.open(quick("cache-aside"));
        QVERIFY(opened.wait());
        controller.read(k);
        QTRY_COMPARE(count(controller, EventType::request_begun), 1);
        controller.open(quick("write-through"));
        QVERIFY(opened.wait());
        QCOMPARE(controller.config().strategy, std::string("write-through"));
        QCOMPARE(count(controller, EventType::request_begun), 0);
    }

    void theLeaderboardIsNotWritten() {
        LabController controller(simulated);
        QSignalSpy opened(&controller, &LabController::opened);
        QSignalSpy notice(&controller, &LabController::notice);
        controller.open(quick("cache-aside"));
        QVERIFY(opened.wait());
        notice.clear();
        controller.write(Key{Kind::leaderboard, 100});
        QCOMPARE(notice.count(), 1);
        QCOMPARE(count(controller, EventType::request_begun), 0);
    }
};

QTEST_GUILESS_MAIN(TestLabController)
#include "tst_lab_controller.moc"
