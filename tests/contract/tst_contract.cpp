// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include "tests/contract/world_under_test.h"

using namespace stampede;
using namespace stampede::test;
using std::chrono::milliseconds;
using std::chrono::seconds;

namespace {

constexpr Key kUser{Kind::user_profile, 42};
constexpr Key kProduct{Kind::product, 7};
constexpr Key kNobody{Kind::user_profile, 999'999};
constexpr Key kLeaderboard{Kind::leaderboard, 100};

RunConfig short_latencies() {
    RunConfig config;
    config.latency.cache = std::chrono::microseconds(200);
    config.latency.database = milliseconds(2);
    return config;
}

}  // namespace

/// What every world promises, whatever it is made of. Each case runs on the real stores and on the fakes.
class TestContract : public QObject {
    Q_OBJECT

   private:
    std::unique_ptr<WorldUnderTest> w;

    void open(const RunConfig& config = short_latencies()) {
        QFETCH_GLOBAL(bool, live);
        w = live ? make_live(config) : make_simulated(config);
    }

   private Q_SLOTS:
    void initTestCase_data() {
        QTest::addColumn<bool>("live");
        QTest::newRow("simulated") << false;
        QTest::newRow("live") << true;
    }
    void cleanup() { w.reset(); }

    void aGetOfAnAbsentKeyIsAMiss() {
        open();
        const Reply reply = w->get(kUser);
        QVERIFY(reply.ok());
        QVERIFY(!reply.found);
    }

    void aSetIsReadBack() {
        open();
        for (const Key key : {kUser, kProduct}) {
            QVERIFY(w->set(key, Value{17, 5}).ok());
            const Reply reply = w->get(key);
            QVERIFY(reply.hit());
            QCOMPARE(reply.value.write, 17u);
            QCOMPARE(reply.value.version, 5u);
        }
        QVERIFY(w->set(kUser, Value{18, 0}).ok());
        QVERIFY((w->get(kUser).value == Value{18, 0}));
    }

    void aDelTellsWhetherThereWasSomething() {
        open();
        w->set(kUser, Value{1, 2});
        QCOMPARE(w->del(kUser).affected, 1u);
        QCOMPARE(w->del(kUser).affected, 0u);
        QVERIFY(!w->get(kUser).found);
    }

    void aTtlEndsWhileTimeRuns() {
        open();
        w->set(kUser, Value{1, 2}, milliseconds(80));
        QVERIFY(w->get(kUser).found);
        QVERIFY(w->run_until([&] { return w->seen().expired(kUser); }));
        QVERIFY(!w->get(kUser).found);
    }

    void theEffectOfASetTellsWhenItExpires() {
        open();
        Operation set = w->make(Verb::cache_set, kUser, Value{1, 2});
        set.ttl = seconds(60);
        const Instant before = w->scheduler().now();
        w->perform(set);
        const Instant expires = w->seen().effects.back().expires;
        QVERIFY(expires >= before + seconds(60));
        QVERIFY(expires <= w->scheduler().now() + seconds(60));
    }

    void frozenTimeKeepsEveryTtl() {
        open();
        w->set(kUser, Value{1, 2}, milliseconds(150));
        w->world().freeze_time();
        const Instant frozen = w->scheduler().now();
        w->let_wall_time_pass(milliseconds(300));
        QVERIFY(w->scheduler().now() == frozen);
        QVERIFY(!w->seen().expired(kUser));
        w->world().resume_time();
        QVERIFY(w->get(kUser).found);
        QVERIFY(w->run_until([&] { return w->seen().expired(kUser); }));
        QVERIFY(!w->get(kUser).found);
    }

    void advancingFrozenTimeExpiresWhatFallsDue() {
        open();
        w->world().hold_ttls(true);
        w->set(kUser, Value{1, 2}, seconds(10));
        w->set(kProduct, Value{1, 3}, seconds(3600));
        w->world().freeze_time();
        w->world().advance_time(seconds(9));
        QVERIFY(!w->seen().expired(kUser));
        w->world().advance_time(seconds(2));
        QVERIFY(w->seen().expired(kUser));
        QVERIFY(!w->seen().expired(kProduct));
        w->world().resume_time();
        QVERIFY(!w->get(kUser).found);
        QVERIFY(w->get(kProduct).found);
    }

    void ttlsThatAreGivenBackStillEnd() {
        open();
        w->world().hold_ttls(true);
        w->set(kUser, Value{1, 2}, milliseconds(200));
        w->world().hold_ttls(false);
        QVERIFY(w->get(kUser).found);
        QVERIFY(w->run_until([&] { return w->seen().expired(kUser); }));
        QVERIFY(!w->get(kUser).found);
    }

    void aSetForgetsTheTtlOfWhatItReplaces() {
        open();
        w->world().hold_ttls(true);
        w->set(kUser, Value{1, 2}, seconds(1));
        w->set(kUser, Value{2, 3}, seconds(3600));
        w->world().freeze_time();
        w->world().advance_time(seconds(60));
        w->world().resume_time();
        QVERIFY((w->get(kUser).value == Value{2, 3}));
        QVERIFY(!w->seen().expired(kUser));
    }

    void expiringAKeyTakesItOut() {
        open();
        w->set(kUser, Value{1, 2}, seconds(60));
        w->set(kProduct, Value{1, 3});
        Fault fault;
        fault.kind = FaultKind::expire_key;
        fault.key = kUser;
        w->world().inject(fault);
        QVERIFY(!w->get(kUser).found);
        QVERIFY(w->seen().expired(kUser));
        QVERIFY(w->get(kProduct).found);
        w->inject(FaultKind::expire_all);
        QVERIFY(!w->get(kProduct).found);
        QVERIFY(w->seen().expired(kProduct));
    }

    void rowsBeginAtTheInitialVersion() {
        open();
        for (const Key key : {kUser, kProduct}) {
            const Reply row = w->select(key);
            QVERIFY(row.hit());
            QVERIFY((row.value == Value{0, kInitialVersion}));
        }
    }

    void anAbsentRowIsNotFound() {
        open();
        const Reply row = w->select(kNobody);
        QVERIFY(row.ok());
        QVERIFY(!row.found);
    }

    void updatesHandOutRisingVersions() {
        open();
        const Reply first = w->update(kUser, 10);
        const Reply second = w->update(kProduct, 11);
        const Reply third = w->update(kUser, 12);
        QVERIFY(first.ok() && second.ok() && third.ok());
        QCOMPARE(first.affected, 1u);
        QVERIFY(first.value.version > kInitialVersion);
        QVERIFY(second.value.version > first.value.version);
        QVERIFY(third.value.version > second.value.version);
        QVERIFY((w->select(kUser).value == Value{12, third.value.version}));
        QVERIFY((w->select(kProduct).value == Value{11, second.value.version}));
        QVERIFY(w->update(kNobody, 13).ok());
        QVERIFY(w->select(kNobody).found);
    }

    void aBatchCommitsInOrderAndReportsEachWrite() {
        open();
        w->seen().pending = {{kUser, 20}, {kProduct, 21}, {kUser, 22}};
        const auto done = w->perform(w->make(Verb::db_apply_batch, Key{}));
        QVERIFY(done.reply.ok());
        QCOMPARE(done.reply.affected, 3u);
        const auto effects = w->seen().effects_of(done.operation.id);
        QCOMPARE(effects.size(), std::size_t{3});
        for (std::size_t i = 0; i < 3; ++i) {
            QVERIFY(effects[i].operation.key == w->seen().pending[i].key);
            QCOMPARE(effects[i].reply.value.write, w->seen().pending[i].write);
            QVERIFY(i == 0 || effects[i].reply.value.version > effects[i - 1].reply.value.version);
        }
        QVERIFY((w->select(kUser).value == effects[2].reply.value));
        QVERIFY((w->select(kProduct).value == effects[1].reply.value));
    }

    void aBatchThatIsRefusedWritesNothing() {
        open();
        w->inject(FaultKind::db_lock);
        w->seen().pending = {{kUser, 20}, {kProduct, 21}};
        const auto done = w->perform(w->make(Verb::db_apply_batch, Key{}, Value{}, milliseconds(60)));
        QCOMPARE(done.reply.outcome, Outcome::refused);
        QVERIFY(w->seen().effects_of(done.operation.id).empty());
        w->world().heal(Fault{FaultKind::db_lock});
        QVERIFY((w->select(kUser).value == Value{0, kInitialVersion}));
        QVERIFY((w->select(kProduct).value == Value{0, kInitialVersion}));
    }

    void theLeaderboardIsReadAndCachedAndNotWritten() {
        open();
        const Reply read = w->select(kLeaderboard);
        QVERIFY(read.hit());
        QVERIFY(w->set(kLeaderboard, read.value, seconds(60)).ok());
        QVERIFY((w->get(kLeaderboard).value == read.value));
        QCOMPARE(w->update(kLeaderboard, 30).outcome, Outcome::refused);
    }

    void aKilledCacheIsUnavailableAndComesBackEmpty() {
        open();
        w->set(kUser, Value{1, 2});
        const std::size_t starts = w->seen().count(EventType::cache_started);
        w->inject(FaultKind::redis_kill);
        w->inject(FaultKind::redis_kill);
        QCOMPARE(w->seen().count(EventType::cache_died), std::size_t{1});
        for (const Verb verb : {Verb::cache_get, Verb::cache_set, Verb::cache_del}) {
            QCOMPARE(w->perform(w->make(verb, kUser, Value{1, 2})).reply.outcome, Outcome::unavailable);
        }
        QVERIFY(w->select(kUser).ok());
        w->world().heal(Fault{FaultKind::redis_kill});
        w->world().heal(Fault{FaultKind::redis_kill});
        QVERIFY(w->run_until([&] { return w->seen().count(EventType::cache_started) == starts + 1; }));
        const Reply after = w->get(kUser);
        QVERIFY(after.ok());
        QVERIFY(!after.found);
    }

    void operationsInFlightEndWhenTheCacheIsKilled() {
        open();
        const OperationId id = w->issue(w->make(Verb::cache_get, kUser, Value{}, Duration{0}));
        w->inject(FaultKind::redis_kill);
        QVERIFY(w->run_until([&] { return w->seen().completion(id) != nullptr; }));
        QCOMPARE(w->seen().completion(id)->reply.outcome, Outcome::unavailable);
    }

    void aFrozenCacheTimesOutAndActsLate() {
        open();
        w->inject(FaultKind::redis_freeze);
        const Instant before = w->scheduler().now();
        const auto done = w->perform(w->make(Verb::cache_set, kUser, Value{5, 6}, milliseconds(50)));
        QCOMPARE(done.reply.outcome, Outcome::timed_out);
        QVERIFY(done.at - before >= milliseconds(50));
        QVERIFY(done.at - before < milliseconds(500));
        QVERIFY(done.timing.fault > milliseconds(40));
        QVERIFY(w->seen().effects_of(done.operation.id).empty());
        w->world().heal(Fault{FaultKind::redis_freeze});
        QVERIFY(w->run_until([&] { return !w->seen().effects_of(done.operation.id).empty(); }));
        QVERIFY((w->get(kUser).value == Value{5, 6}));
        QCOMPARE(std::count_if(w->seen().completions.begin(), w->seen().completions.end(),
                               [&](const Recorder::Completion& c) { return c.operation.id == done.operation.id; }),
                 1);
    }

    void aSlowDatabaseShowsInTheFaultsShare() {
        open();
        const auto before = w->perform(w->make(Verb::db_select, kUser));
        QVERIFY(before.timing.fault == Duration{0});
        QVERIFY(before.timing.measured > Duration{0} || before.timing.modelled > milliseconds(2));
        w->inject(FaultKind::db_slow, milliseconds(80));
        const Instant started = w->scheduler().now();
        const auto slow = w->perform(w->make(Verb::db_select, kUser));
        QVERIFY(slow.reply.hit());
        QVERIFY(slow.at - started >= milliseconds(80));
        QVERIFY(slow.timing.fault >= milliseconds(80));
        w->world().heal(Fault{FaultKind::db_slow});
        QVERIFY(w->perform(w->make(Verb::db_select, kUser)).timing.fault == Duration{0});
    }

    void aSlowAnswerAfterTheDeadlineStillHadItsEffect() {
        open();
        w->inject(FaultKind::db_slow, milliseconds(200));
        const auto done = w->perform(w->make(Verb::db_update, kUser, Value{9, 0}, milliseconds(50)));
        QCOMPARE(done.reply.outcome, Outcome::timed_out);
        QCOMPARE(w->seen().effects_of(done.operation.id).size(), std::size_t{1});
        w->world().heal(Fault{FaultKind::db_slow});
        QCOMPARE(w->select(kUser).value.write, 9u);
    }

    void aLockedDatabaseRefusesWritersAndServesReaders() {
        open();
        w->inject(FaultKind::db_lock);
        const Instant before = w->scheduler().now();
        const auto refused = w->perform(w->make(Verb::db_update, kUser, Value{3, 0}, milliseconds(60)));
        QCOMPARE(refused.reply.outcome, Outcome::refused);
        QVERIFY(refused.at - before >= milliseconds(60));
        QVERIFY(refused.timing.fault > milliseconds(40));
        QVERIFY(w->select(kUser).hit());
        const OperationId waiting = w->issue(w->make(Verb::db_update, kUser, Value{4, 0}, seconds(8)));
        QVERIFY(w->select(kUser).hit());
        QVERIFY(w->seen().completion(waiting) == nullptr);
        w->world().heal(Fault{FaultKind::db_lock});
        QVERIFY(w->run_until([&] { return w->seen().completion(waiting) != nullptr; }));
        QVERIFY(w->seen().completion(waiting)->reply.ok());
        QCOMPARE(w->select(kUser).value.write, 4u);
    }

    void refusedWritersGiveTheirConnectionsBack() {
        RunConfig config = short_latencies();
        config.database_pool = 2;
        open(config);
        w->inject(FaultKind::db_lock);
        std::vector<OperationId> writers;
        // The first two hold both connections for longer than the others are ready to queue.
        for (WriteId write = 1; write <= 4; ++write)
            writers.push_back(w->issue(w->make(Verb::db_update, kUser, Value{write, 0}, milliseconds(write <= 2 ? 400 : 60))));
        QVERIFY(w->run_until([&] { return w->seen().completions.size() == writers.size(); }));
        QCOMPARE(w->seen().completion(writers[0])->reply.outcome, Outcome::refused);
        QCOMPARE(w->seen().completion(writers[3])->reply.outcome, Outcome::timed_out);
        QVERIFY(w->select(kUser).hit());
    }

    void thePoolIsBounded() {
        RunConfig config = short_latencies();
        config.database_pool = 2;
        config.latency.database = milliseconds(150);
        open(config);
        const Instant before = w->scheduler().now();
        for (std::uint32_t i = 1; i <= 3; ++i) w->issue(w->make(Verb::db_select, Key{Kind::product, i}));
        QVERIFY(w->run_until([&] { return w->seen().completions.size() == 3; }));
        const auto& done = w->seen().completions;
        QVERIFY(done[1].at - before < milliseconds(300));
        QVERIFY(done[2].at - before >= milliseconds(300));
        QVERIFY(done[2].at - before < milliseconds(450));
    }

    void aWriteIsNeverReportedAfterAReadThatSawIt() {
        RunConfig config;
        config.latency.cache = config.latency.database = Duration{0};
        open(config);
        for (WriteId write = 1; write <= 300; ++write) {
            w->issue(w->make(Verb::db_update, kUser, Value{write, 0}));
            for (int reader = 0; reader < 3; ++reader) w->issue(w->make(Verb::db_select, kUser));
        }
        QVERIFY(w->run_until([&] { return w->seen().completions.size() == 1200; }));
        Version committed = kInitialVersion;
        for (const auto& effect : w->seen().effects) {
            if (effect.operation.verb == Verb::db_update) committed = effect.reply.value.version;
            if (effect.operation.verb == Verb::db_select) QCOMPARE(effect.reply.value.version, committed);
        }
    }

    void nothingCompletesInsideIssue() {
        for (const bool killed : {false, true}) {
            RunConfig config;
            config.latency.cache = config.latency.database = Duration{0};
            open(config);
            if (killed) w->inject(FaultKind::redis_kill);
            for (const Verb verb : {Verb::cache_get, Verb::cache_set, Verb::cache_del, Verb::db_select, Verb::db_update}) {
                w->perform(w->make(verb, kUser, Value{1, 2}));
                w->perform(w->make(verb, kLeaderboard, Value{1, 2}));
            }
            QCOMPARE(w->seen().completions.size(), std::size_t{10});
            QVERIFY(!w->seen().completed_inside_issue);
            w.reset();
        }
    }
};

QTEST_GUILESS_MAIN(TestContract)
#include "tst_contract.moc"
