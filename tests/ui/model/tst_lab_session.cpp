// SPDX-License-Identifier: GPL-3.0-or-later
#include <QSignalSpy>
#include <QTest>

#include "tests/core/support/simulated_lab.h"
#include "ui/model/lab_session.h"

using namespace stampede;
using namespace stampede::test;
using stampede::ui::LabSession;

namespace {

/// A session fed with a stepped cold read, GET, SELECT, SET.
struct Story {
    Story() : it(SimulatedLab::with("cache-aside")) {
        session.setReducedMotion(true);
        session.setFeed([this](Arrival& arrival) {
            while (given < it.sink.journal.size()) arrival.events.push_back(it.sink.journal[given++]);
        });
        it.lab.send(RequestKind::read, user(42));
        it.step_all();
        session.tick();
    }
    SimulatedLab it;
    LabSession session;
    std::size_t given = 0;
};

}  // namespace

class TestLabSession : public QObject {
    Q_OBJECT

   private Q_SLOTS:
    void liveFollowsTheEndOfTheJournal() {
        Story story;
        QVERIFY(story.session.live());
        QCOMPARE(story.session.cursor(), story.session.journal().size());
        QVERIFY(story.session.state().cached(user(42)) != nullptr);
    }

    void steppingBackShowsThePastAndForwardReturnsToLive() {
        Story story;
        QSignalSpy live(&story.session, &LabSession::liveChanged);
        int back = 0;
        while (story.session.state().cached(user(42)) != nullptr && back < 20) {
            story.session.stepBack();
            ++back;
        }
        QVERIFY(back > 0 && back < 20);
        QVERIFY(!story.session.live());
        QCOMPARE(live.count(), 1);
        for (int i = 0; i < 20 && !story.session.live(); ++i) story.session.stepForward();
        QVERIFY(story.session.live());
        QVERIFY(story.session.state().cached(user(42)) != nullptr);
    }

    void newEventsDoNotMoveACursorInReview() {
        Story story;
        story.session.toStart();
        story.it.lab.send(RequestKind::read, user(42));
        story.it.step_all();
        const std::size_t before = story.session.cursor();
        QSignalSpy arrived(&story.session, &LabSession::eventsArrived);
        story.session.tick();
        QCOMPARE(arrived.count(), 1);
        QCOMPARE(story.session.cursor(), before);
        QCOMPARE(story.session.metrics().hits, std::uint64_t{1});
    }

    void replayRunsToTheEndAndGoesLive() {
        Story story;
        story.session.setSpeed(100);
        story.session.toStart();
        story.session.setPlaying(true);
        QVERIFY(story.session.playing());
        QTRY_VERIFY(story.session.live());
        QVERIFY(!story.session.playing());
    }

    void aStepTravelsAtAPaceThatAnEyeCanFollow() {
        Story story;
        story.session.setReducedMotion(false);
        story.it.lab.send(RequestKind::read, user(7));
        story.it.step();
        story.session.tick();
        QVERIFY(story.session.live());
        QVERIFY(story.session.cursor() < story.session.journal().size());
        const RequestState& request = story.session.state().requests().begin()->second;
        QCOMPARE(request.phase, Phase::on_the_way);
        QTRY_VERIFY(story.session.progress(story.session.state().requests().begin()->second) > 0.2);
        QTRY_COMPARE(story.session.cursor(), story.session.journal().size());
    }

    void aLabInWhichNothingMovesIsLookedAtSeldomAndWakesAtOnce() {
        Story story;
        QCOMPARE(story.session.frameMs(), 16);
        QTRY_COMPARE_WITH_TIMEOUT(story.session.frameMs(), 100, 10'000);
        story.session.wake();
        QCOMPARE(story.session.frameMs(), 16);
        QTRY_COMPARE_WITH_TIMEOUT(story.session.frameMs(), 100, 10'000);
        story.it.lab.send(RequestKind::read, user(42));
        QTRY_COMPARE(story.session.frameMs(), 16);
    }

    void aWindowThatCannotBeSeenGathersEventsButAnnouncesNoFrame() {
        Story story;
        story.session.setExposed(false);
        QCOMPARE(story.session.frameMs(), 100);
        QSignalSpy frames(&story.session, &LabSession::frameReady);
        QSignalSpy arrived(&story.session, &LabSession::eventsArrived);
        story.it.lab.send(RequestKind::read, user(42));
        story.session.tick();
        QCOMPARE(arrived.count(), 1);
        QCOMPARE(frames.count(), 0);
        story.session.setExposed(true);
        QCOMPARE(frames.count(), 1);
        QCOMPARE(story.session.frameMs(), 16);
    }

    void aTimeFindsItsPlace() {
        Story story;
        const Journal& journal = story.session.journal();
        story.session.setCursorTime(journal.back().at.count());
        QVERIFY(story.session.cursor() <= journal.size());
        QCOMPARE(story.session.cursor(), journal.lower_bound(journal.back().at));
    }

    void resettingForgetsEverything() {
        Story story;
        QSignalSpy restarted(&story.session, &LabSession::restarted);
        story.session.reset(RunConfig{});
        QCOMPARE(restarted.count(), 1);
        QCOMPARE(story.session.journal().size(), std::size_t{0});
        QVERIFY(story.session.state().cache().empty());
        QCOMPARE(story.session.metrics().reads, std::uint64_t{0});
    }
};

QTEST_GUILESS_MAIN(TestLabSession)
#include "tst_lab_session.moc"
