// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "core/journal/lab_state.h"
#include "core/lab/run_recorder.h"
#include "tests/core/support/simulated_lab.h"

using namespace stampede;
using namespace stampede::test;
using namespace std::chrono_literals;

namespace {

RunConfig write_behind(std::uint32_t batch) {
    RunConfig config = SimulatedLab::with("write-behind");
    config.write_behind.batch = batch;
    return config;
}

Verdict judge(const SimulatedLab& it) {
    Consistency consistency;
    for (std::size_t i = 0; i < it.sink.journal.size(); ++i) consistency.apply(it.sink.journal[i]);
    return consistency.verdict();
}

std::vector<WriteId> committed(const SimulatedLab& it) {
    std::vector<WriteId> writes;
    for (const Event& event : it.events(EventType::effect)) {
        const bool wrote = event.verb == Verb::db_apply_batch || event.verb == Verb::db_update;
        if (wrote && event.outcome == Outcome::ok) writes.push_back(event.value.write);
    }
    return writes;
}

}  // namespace

class TestWriteBehind : public QObject {
    Q_OBJECT

   private Q_SLOTS:
    void aWriteIsAcknowledgedBeforeItCommits() {
        SimulatedLab it(write_behind(50));
        it.lab.set_mode(Mode::run);
        it.lab.send(RequestKind::write, user(1));
        it.run_for(1s);
        QCOMPARE(it.events(EventType::request_ended).front().outcome, Outcome::ok);
        QVERIFY(committed(it).empty());
        it.run_for(10s);
        QVERIFY((committed(it) == std::vector<WriteId>{1}));
        QCOMPARE(judge(it).lost_writes, std::uint64_t{0});
    }

    void aCachedValueGetsItsVersionWithTheCommit() {
        SimulatedLab it(write_behind(50));
        it.lab.set_mode(Mode::run);
        it.lab.send(RequestKind::write, user(1));
        it.run_for(1s);
        const auto cached = [&] {
            LabState state;
            for (std::size_t i = 0; i < it.sink.journal.size(); ++i) state.apply(it.sink.journal[i]);
            return state.cached(user(1))->value;
        };
        QVERIFY((cached() == Value{1, 0}));
        it.run_for(10s);
        QVERIFY((cached() == Value{1, kInitialVersion + 1}));
    }

    void aFullBatchIsFlushedAtOnceAndInOrder() {
        SimulatedLab it(write_behind(4));
        it.lab.set_mode(Mode::run);
        for (std::uint32_t i = 0; i < 4; ++i) it.lab.send(RequestKind::write, user(1));
        it.run_for(500ms);
        QVERIFY((committed(it) == std::vector<WriteId>{1, 2, 3, 4}));
        QCOMPARE(it.events(EventType::flushed).size(), std::size_t{1});
        QCOMPARE(it.events(EventType::flushed).front().detail, std::int64_t{4});
    }

    void whileALearnerThinksTheFlusherWaitsToo() {
        SimulatedLab it(write_behind(50));
        it.lab.send(RequestKind::write, user(1));
        it.step_all();
        QVERIFY(committed(it).empty());
        for (int i = 0; i < 10 && it.lab.waiting().empty(); ++i) it.lab.wait(1s);
        QCOMPARE(it.lab.waiting().size(), std::size_t{1});
        QCOMPARE(it.lab.waiting().front().verb, Verb::db_apply_batch);
        it.step_all();
        QVERIFY((committed(it) == std::vector<WriteId>{1}));
    }

    void closingFlushesEverything() {
        SimulatedLab it(write_behind(50));
        it.lab.set_mode(Mode::run);
        for (std::uint32_t i = 1; i <= 20; ++i) it.lab.send(RequestKind::write, user(i));
        it.run_for(100ms);
        bool closed = false;
        it.lab.close([&] { closed = true; });
        it.run_for(2s);
        QVERIFY(closed);
        QCOMPARE(committed(it).size(), std::size_t{20});
    }

    void aCrashLosesExactlyWhatWasNotFlushedAndTheVerdictSaysSo() {
        SimulatedLab it(write_behind(10));
        it.lab.set_mode(Mode::run);
        for (std::uint32_t i = 1; i <= 17; ++i) it.lab.send(RequestKind::write, user(i));
        it.run_for(1s);
        it.lab.inject(Fault{FaultKind::app_crash});
        it.run_for(1s);
        it.lab.heal_all();
        it.run_for(20s);
        QCOMPARE(it.events(EventType::crashed).front().detail, std::int64_t{0});
        QCOMPARE(committed(it).size(), std::size_t{17});

        for (std::uint32_t i = 1; i <= 7; ++i) it.lab.send(RequestKind::write, user(i));
        it.run_for(500ms);
        it.lab.inject(Fault{FaultKind::app_crash});
        it.lab.heal_all();
        it.run_for(20s);
        QCOMPARE(it.events(EventType::crashed).back().detail, std::int64_t{7});
        QCOMPARE(committed(it).size(), std::size_t{17});
        QCOMPARE(judge(it).lost_writes, std::uint64_t{7});
    }

    void aRefusedBatchGoesBackToTheFrontAndOrderHolds() {
        RunConfig config = write_behind(2);
        config.deadlines.database = 200ms;
        SimulatedLab it(config);
        it.lab.set_mode(Mode::run);
        it.lab.inject(Fault{FaultKind::db_lock});
        for (std::uint32_t i = 0; i < 5; ++i) it.lab.send(RequestKind::write, user(1));
        it.run_for(2s);
        QVERIFY(committed(it).empty());
        it.lab.heal_all();
        it.run_for(20s);
        QVERIFY((committed(it) == std::vector<WriteId>{1, 2, 3, 4, 5}));
        QCOMPARE(judge(it).lost_writes, std::uint64_t{0});
    }

    void withoutACacheQueuedWritesGoFirstThenTheNewOne() {
        SimulatedLab it(write_behind(50));
        it.lab.set_mode(Mode::run);
        it.lab.send(RequestKind::write, user(1));
        it.run_for(100ms);
        it.lab.inject(Fault{FaultKind::redis_kill});
        it.lab.send(RequestKind::write, user(1));
        it.run_for(1s);
        QVERIFY((committed(it) == std::vector<WriteId>{1, 2}));
    }
};

QTEST_APPLESS_MAIN(TestWriteBehind)
#include "tst_write_behind.moc"
