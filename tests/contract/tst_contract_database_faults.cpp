// SPDX-License-Identifier: GPL-3.0-or-later
#include <random>

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

    void aRestartBreaksOffWhatIsOnItsWay() {
        open(1);
        const OperationId running = w->issue(w->make(Verb::db_select, kUser));
        const OperationId queued = w->issue(change(Verb::db_update, kUser, 30));
        inject(FaultKind::db_down);
        heal(FaultKind::db_down);
        QVERIFY(answered(running) && answered(queued));
        QCOMPARE(w->seen().completion(running)->reply.outcome, Outcome::unavailable);
        QCOMPARE(w->seen().completion(queued)->reply.outcome, Outcome::unavailable);
        expectWell();
        QCOMPARE(w->select(kUser).value.write, 0u);
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

    void everybodyIsAnsweredOnceWhateverBreaks_data() {
        QTest::addColumn<bool>("cancels");
        QTest::newRow("cancels") << true;
        QTest::newRow("does not cancel") << false;
    }
    void everybodyIsAnsweredOnceWhateverBreaks() {
        QFETCH(bool, cancels);
        RunConfig config;
        config.latency.database = milliseconds(2);
        config.database_pool = 3;
        config.database_cancels = cancels;
        config.database_power_cuts = true;
        open(config);
        std::minstd_rand random(cancels ? 1 : 2);
        const auto some = [&](std::uint32_t count) { return static_cast<std::uint32_t>(random() % count); };
        constexpr FaultKind kFaults[] = {FaultKind::db_slow, FaultKind::db_slow_query, FaultKind::db_lock,
                                         FaultKind::db_full, FaultKind::db_read_only,  FaultKind::db_down,
                                         FaultKind::db_pool, FaultKind::db_write,      FaultKind::db_power_cut};
        constexpr Verb kVerbs[] = {Verb::db_select, Verb::db_update, Verb::db_delete, Verb::db_begin, Verb::db_commit, Verb::db_ids};
        std::size_t asked = 0;
        std::uint64_t transaction = 0;
        for (WriteId step = 1; step <= 400; ++step) {
            Fault fault{kFaults[some(std::size(kFaults))]};
            fault.added = milliseconds(some(40));
            fault.key = kProduct;
            fault.amount = fault.kind == FaultKind::db_slow_query ? 1'000 + some(100'000) : 1 + some(4);
            if (fault.kind == FaultKind::db_write) fault.amount = 100'000 + step;
            some(3) == 0 ? w->world().inject(fault) : w->world().heal(fault);
            for (int i = 0; i < 4; ++i, ++asked) {
                Operation operation =
                    change(kVerbs[some(std::size(kVerbs))], Key{Kind::product, 1 + some(50)}, step, false, milliseconds(60));
                if (operation.verb == Verb::db_ids) operation.key.id = 0;
                if (!w->seen().completions.empty()) transaction = std::max(transaction, w->seen().completions.back().reply.token);
                operation.token = transaction;
                w->issue(operation);
            }
            pass(milliseconds(5));
            if (some(10) == 0) w->world().forget(0);
        }
        for (const FaultKind kind : kFaults) heal(kind);
        QVERIFY(w->run_until([&] { return w->seen().completions.size() >= asked; }));
        pass(milliseconds(300));
        w->world().forget(0);
        QCOMPARE(w->seen().completions.size(), asked);
        QVERIFY(w->run_until([&] { return w->select(kUser).ok(); }));
        expectWell();
        pass(milliseconds(300));
        const auto last = std::find_if(w->seen().events.rbegin(), w->seen().events.rend(),
                                       [](const Event& event) { return event.type == EventType::pool; });
        QVERIFY(last != w->seen().events.rend() && last->detail == 0 && last->operation == 0);
        for (std::uint32_t id = 1; id <= 50; ++id) QVERIFY(w->update(Key{Kind::product, id}, 200'000 + id).ok());
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
