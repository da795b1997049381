// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/dataset.h"
#include "tests/contract/database_cases.h"

using namespace stampede;
using namespace stampede::test;
using std::chrono::milliseconds;
using std::chrono::seconds;

/// What the database's faults do to whoever asks. On real SQLite and on the fake.
class TestContractDatabaseFaults : public DatabaseCases {
    Q_OBJECT

    void inject(FaultKind kind, std::uint32_t amount = 0, Key key = {}) {
        Fault fault{kind};
        fault.amount = amount;
        fault.key = key;
        w->world().inject(fault);
    }
    void heal(FaultKind kind) { w->world().heal(Fault{kind}); }
    Recorder::Completion read(Key key, Duration deadline = seconds(5)) {
        return w->perform(w->make(Verb::db_select, key, Value{}, deadline));
    }
    void pass(Duration time) {
        bool over = false;
        const auto ring = [](void* flag, std::uint64_t) { *static_cast<bool*>(flag) = true; };
        w->scheduler().at(w->scheduler().now() + time, Timer{ring, &over, 0});
        QVERIFY(w->run_until([&] { return over; }));
    }
    static Key newcomer(std::uint32_t n) { return Key{Kind::user_profile, kUsers + n}; }
    void expectWell() {
        QVERIFY(read(kUser).reply.ok());
        QVERIFY(w->update(kOther, 900).ok());
        QCOMPARE(w->select(kOther).value.write, 900u);
        QVERIFY(w->seen().notices.empty());
    }

   private Q_SLOTS:
    void initTestCase_data() {
        QTest::addColumn<bool>("live");
        QTest::newRow("simulated") << false;
        QTest::newRow("live") << true;
    }
    void cleanup() { w.reset(); }

    void slowQueriesTakeMeasuredTime() {
        open();
        inject(FaultKind::db_slow_query, 1'000);
        inject(FaultKind::db_slow_query, 300'000);
        const auto slow = read(kUser);
        QVERIFY(slow.reply.ok());
        QVERIFY(slow.timing.measured > milliseconds(5));
        QVERIFY(slow.timing.fault == Duration{0});
        const auto opened = begin(kUser, 30);
        QVERIFY(opened.reply.ok() && opened.timing.measured > milliseconds(5));
        QVERIFY(commit(kUser, opened.reply.token).timing.measured > milliseconds(5));
        QCOMPARE(w->select(kUser).value.write, 30u);
        heal(FaultKind::db_slow_query);
        heal(FaultKind::db_slow_query);
        QVERIFY(read(kUser).timing.measured < milliseconds(5) || w->seen().completions.size() > 4);
        expectWell();
    }

    void aQueryThatIsTooSlowMissesTheDeadlineAndHasItsEffectLater() {
        open();
        inject(FaultKind::db_slow_query, 2'000'000);
        const Instant before = w->scheduler().now();
        const auto late = w->perform(change(Verb::db_update, kUser, 30, false, milliseconds(50)));
        QCOMPARE(late.reply.outcome, Outcome::timed_out);
        QVERIFY(late.at - before >= milliseconds(50));
        QVERIFY(late.timing.total() <= late.at - before + milliseconds(5));
        QVERIFY(w->seen().effects_of(late.operation.id).empty());
        heal(FaultKind::db_slow_query);
        QVERIFY(w->run_until([&] { return !w->seen().effects_of(late.operation.id).empty(); }));
        QCOMPARE(w->select(kUser).value.write, 30u);
        expectWell();
    }

    void aFullDiskRefusesNewRowsAndServesTheRest() {
        open(2);
        inject(FaultKind::db_full);
        inject(FaultKind::db_full);
        Reply inserted;
        for (std::uint32_t n = 1; n <= 500 && (inserted.ok()); ++n) inserted = w->update(newcomer(n), n);
        QCOMPARE(inserted.outcome, Outcome::refused);
        QVERIFY(!inserted.applied);
        QVERIFY(w->update(kUser, 501).ok());
        QVERIFY(w->update(kProduct, 502).ok());
        QVERIFY(remove(kOther, 503).ok());
        QCOMPARE(w->select(kUser).value.write, 501u);
        QVERIFY(!w->select(newcomer(500)).found);
        heal(FaultKind::db_full);
        QVERIFY(w->update(newcomer(500), 504).ok());
        QVERIFY(w->seen().notices.empty());
        expectWell();
    }

    void aFullDiskRefusesAWholeBatch() {
        open(2);
        inject(FaultKind::db_full);
        std::vector<PendingWrite> batch{write(kUser, 30)};
        for (std::uint32_t n = 1; n <= 500; ++n) batch.push_back(write(newcomer(n), 30 + n));
        const auto refused = apply(batch);
        QCOMPARE(refused.reply.outcome, Outcome::refused);
        QCOMPARE(w->select(kUser).value.write, 0u);
        heal(FaultKind::db_full);
        QVERIFY(apply(batch).reply.ok());
        QCOMPARE(w->select(kUser).value.write, 30u);
    }

    void aReadOnlyDatabaseRefusesWriters() {
        open(2);
        const auto opened = begin(kProduct, 29);
        inject(FaultKind::db_read_only);
        inject(FaultKind::db_read_only);
        QVERIFY(commit(kProduct, opened.reply.token).reply.ok());
        for (int i = 0; i < 3; ++i) QCOMPARE(w->update(kUser, 30).outcome, Outcome::refused);
        QCOMPARE(remove(kUser, 31).outcome, Outcome::refused);
        QCOMPARE(begin(kUser, 32).reply.outcome, Outcome::refused);
        QCOMPARE(apply({write(kUser, 33)}).reply.outcome, Outcome::refused);
        QCOMPARE(w->select(kUser).value.write, 0u);
        QCOMPARE(w->select(kProduct).value.write, 29u);
        QVERIFY(outbox().empty());
        QVERIFY(!ids(Kind::product).empty());
        heal(FaultKind::db_read_only);
        expectWell();
    }

    void whoAsksADatabaseThatIsDownLearnsItAtOnce() {
        open(2);
        inject(FaultKind::db_down);
        inject(FaultKind::db_down);
        const Instant before = w->scheduler().now();
        QCOMPARE(read(kUser).reply.outcome, Outcome::unavailable);
        QCOMPARE(w->update(kUser, 30).outcome, Outcome::unavailable);
        QCOMPARE(begin(kUser, 31).reply.outcome, Outcome::unavailable);
        QCOMPARE(apply({write(kUser, 32)}).reply.outcome, Outcome::unavailable);
        QVERIFY(w->scheduler().now() - before < seconds(1));
        QVERIFY(!w->seen().completed_inside_issue);
        QVERIFY(w->seen().effects.empty());
        heal(FaultKind::db_down);
        heal(FaultKind::db_down);
        QCOMPARE(w->select(kUser).value.write, 0u);
        expectWell();
    }

    void aDatabaseThatGoesDownBreaksOffWhatIsOnItsWay() {
        open(2);
        Operation operation = change(Verb::db_begin, kUser, 30);
        const auto opened = w->perform(operation);
        const OperationId writer = w->issue(change(Verb::db_update, kUser, 31));
        const OperationId queued = w->issue(w->make(Verb::db_select, kUser));
        QVERIFY(w->seen().completion(queued) == nullptr);
        inject(FaultKind::db_down);
        QVERIFY(answered(writer) && answered(queued));
        QCOMPARE(w->seen().completion(writer)->reply.outcome, Outcome::unavailable);
        QCOMPARE(w->seen().completion(queued)->reply.outcome, Outcome::unavailable);
        QCOMPARE(commit(kUser, opened.reply.token).reply.outcome, Outcome::unavailable);
        heal(FaultKind::db_down);
        QCOMPARE(commit(kUser, opened.reply.token).reply.outcome, Outcome::refused);
        QCOMPARE(w->select(kUser).value.write, 0u);
        expectWell();
    }

    void takenConnectionsMakeOthersWait() {
        open(2);
        inject(FaultKind::db_pool, 1);
        QVERIFY(read(kUser).reply.ok());
        inject(FaultKind::db_pool, 64);
        QCOMPARE(read(kUser, milliseconds(60)).reply.outcome, Outcome::timed_out);
        const OperationId waiting = w->issue(w->make(Verb::db_select, kUser));
        pass(milliseconds(20));
        QVERIFY(w->seen().completion(waiting) == nullptr);
        inject(FaultKind::db_pool, 1);
        QVERIFY(answered(waiting));
        heal(FaultKind::db_pool);
        heal(FaultKind::db_pool);
        expectWell();
    }

    void aConnectionThatIsInUseIsTakenWhenItComesBack() {
        open(1);
        const auto opened = begin(kUser, 30);
        inject(FaultKind::db_pool, 1);
        QVERIFY(commit(kUser, opened.reply.token).reply.ok());
        QCOMPARE(read(kUser, milliseconds(60)).reply.outcome, Outcome::timed_out);
        heal(FaultKind::db_pool);
        QCOMPARE(w->select(kUser).value.write, 30u);
    }

    void somebodyElseWritesARow() {
        open(1);
        inject(FaultKind::db_write, 77, kUser);
        const auto written = [&] { return w->seen().effects_of(0); };
        QVERIFY(w->run_until([&] { return !written().empty(); }));
        const Recorder::Effect effect = written()[0];
        QCOMPARE(effect.operation.verb, Verb::db_update);
        QVERIFY(effect.operation.key == kUser && effect.operation.request == 0);
        QVERIFY(effect.reply.ok() && effect.reply.applied && effect.reply.found);
        QVERIFY((effect.reply.value == Value{77, kInitialVersion + 1}));
        QVERIFY((w->select(kUser).value == Value{77, kInitialVersion + 1}));
        QVERIFY(w->seen().completion(0) == nullptr);
        expectWell();
    }

    void somebodyElseWaitsForTheWriteLockToo() {
        open(2);
        const auto opened = begin(kUser, 30);
        inject(FaultKind::db_write, 77, kOther);
        pass(milliseconds(30));
        QVERIFY(w->seen().effects_of(0).empty());
        QVERIFY(commit(kUser, opened.reply.token).reply.ok());
        QVERIFY(w->run_until([&] { return !w->seen().effects_of(0).empty(); }));
        QCOMPARE(w->select(kOther).value.write, 77u);
        expectWell();
    }

    void somebodyElseNeedsADatabaseToo() {
        open(2);
        inject(FaultKind::db_down);
        inject(FaultKind::db_write, 77, kUser);
        pass(milliseconds(30));
        heal(FaultKind::db_down);
        pass(milliseconds(30));
        QVERIFY((w->select(kUser).value == Value{0, kInitialVersion}));
        expectWell();
    }

    void aDatabaseThatIsToldForgetsWhoGaveUp() { QCOMPARE(effectsAfterGivingUp(true), std::size_t{0}); }
    void aDatabaseThatIsNotToldWorksForWhoGaveUp() { QCOMPARE(effectsAfterGivingUp(false), std::size_t{1}); }

    void thePoolIsReportedAtMostEvery100Milliseconds() {
        open(2);
        const Instant before = w->scheduler().now();
        inject(FaultKind::db_pool, 2);
        const OperationId id = w->issue(w->make(Verb::db_select, kUser));
        pass(milliseconds(250));
        heal(FaultKind::db_pool);
        QVERIFY(answered(id));
        for (int i = 0; i < 40; ++i) w->select(kUser);
        pass(milliseconds(250));
        std::vector<Event> reports;
        for (const Event& event : w->seen().events) {
            if (event.type == EventType::pool) reports.push_back(event);
        }
        QVERIFY(reports.size() >= 2);
        QVERIFY(reports.front().detail == 2 && reports.front().session == 2);
        QVERIFY(reports.front().operation == 1);
        QVERIFY(reports.back().detail == 0 && reports.back().operation == 0);
        QVERIFY(static_cast<Duration::rep>(reports.size()) <= (w->scheduler().now() - before) / milliseconds(100) + 1);
        const std::size_t told = reports.size();
        pass(milliseconds(300));
        QCOMPARE(w->seen().count(EventType::pool), told);
    }

    void resettingHealsEverything() {
        open(2);
        for (int round = 0; round < 2; ++round) {
            w->update(kUser, 30);
            inject(FaultKind::db_slow_query, 10'000'000);
            inject(FaultKind::db_lock);
            inject(FaultKind::db_full);
            inject(FaultKind::db_read_only);
            inject(FaultKind::db_pool, 64);
            if (round == 1) inject(FaultKind::db_down);
            pass(milliseconds(5));
            const auto done = w->world().reset();
            QVERIFY2(done.has_value(), done ? "" : done.error().c_str());
            w->world().observe(w->seen());
            QVERIFY((w->select(kUser).value == Value{0, kInitialVersion}));
            QVERIFY(w->update(newcomer(700), 31).ok());
            expectWell();
            QVERIFY(w->world().reset().has_value());
            w->world().observe(w->seen());
        }
    }

   private:
    // One connection, one that holds it for long, one who gives up in the queue.
    std::size_t effectsAfterGivingUp(bool cancels) {
        RunConfig config;
        config.latency.database = milliseconds(80);
        config.database_pool = 1;
        config.database_cancels = cancels;
        open(config);
        w->issue(w->make(Verb::db_select, kOther));
        const auto given_up = w->perform(change(Verb::db_update, kUser, 30, false, milliseconds(40)));
        if (given_up.reply.outcome != Outcome::timed_out) qFatal("it should have waited in vain");
        w->select(kOther);
        const std::size_t effects = w->seen().effects_of(given_up.operation.id).size();
        const bool written = w->select(kUser).value.write == 30;
        if (written != (effects == 1)) qFatal("an effect that is none, or one that nobody reports");
        return effects;
    }
};

QTEST_GUILESS_MAIN(TestContractDatabaseFaults)
#include "tst_contract_database_faults.moc"
