// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "tests/core/strategies/guards/guard_lab.h"

using namespace stampede;
using namespace stampede::test;
using namespace std::chrono_literals;

namespace {

/// A load takes 300 ms, a lock of one second's tenth runs out long before.
RunConfig slow_loads(const std::string& guard) {
    RunConfig config = guarded("cache-aside", {guard}, 2);
    config.latency.database = 300ms;
    config.database_pool = 64;
    return config;
}

std::size_t deletes_of_locks_of_others(const GuardLab& it) {
    // A lock is its owner's until its TTL: a delete that removes one which somebody else has taken since.
    std::size_t wrong = 0;
    RequestId owner = 0;
    for (const Event& event : it.journal) {
        if (event.type != EventType::effect || event.key.role != Role::lock || !event.applied) continue;
        if (event.verb == Verb::cache_add) owner = event.request;
        if (removes(event.verb) && event.request != owner) ++wrong;
    }
    return wrong;
}

}  // namespace

/// Errors of the articles about locks: each on the lock that they print, and not on the sound one.
class TestLockErrors : public QObject {
    Q_OBJECT

   private Q_SLOTS:
    // The load outlives the lock. Whoever is done deletes what is by then another's lock, and lets a third in.
    void l1_aLockWithoutATokenIsDeletedByAnother() {
        for (const std::string guard : {"mutex-unsafe:ttl=0.1,poll=5", "mutex:ttl=0.1,poll=5"}) {
            GuardLab it(slow_loads(guard));
            for (int i = 0; i < 200; ++i) {
                it.read(user(1), static_cast<InstanceId>(i % 2));
                it.run_for(2ms);
            }
            it.run_for(10s);
            const bool unsafe = guard.starts_with("mutex-unsafe");
            QCOMPARE(deletes_of_locks_of_others(it) > 0, unsafe);
            QCOMPARE(it.reads_ended(Outcome::ok), std::size_t{200});
        }
        // With a TTL above the load's time the sound one lets only one in.
        GuardLab sound(slow_loads("mutex:ttl=10,poll=5"));
        for (int i = 0; i < 200; ++i) {
            sound.read(user(1), static_cast<InstanceId>(i % 2));
            sound.run_for(2ms);
        }
        sound.run_for(10s);
        QCOMPARE(sound.most_loads_at_once(), std::uint64_t{1});
        QCOMPARE(sound.loads(), std::size_t{1});
    }

    // The first holder, late, stores what it read before a write. Neither lock prevents it; a lease does.
    void l2_aLateHolderOverwritesANewerValue() {
        for (const char* guard : {"mutex-unsafe:ttl=0.1", "mutex:ttl=0.1", "lease:hold-off=0.4"}) {
            RunConfig config = guarded("cache-aside", {guard}, 2);
            config.deadlines.database = 10s;
            GuardLab it(config);
            it.lab.inject(Fault{FaultKind::db_slow, 0, {}, 2s});
            it.read(user(1), 0);
            it.run_for(20ms);
            it.lab.heal_all();
            it.write(user(1), 1);
            it.run_for(500ms);
            it.answer(user(1), 1);
            it.run_for(10s);
            QCOMPARE(it.verdict().permanent_inconsistencies, std::uint64_t{std::string(guard).starts_with("lease") ? 0u : 1u});
        }
    }

    // The load fails, and the lock stays: everybody waits for its TTL although the database is well again.
    void l3_aFailedLoadLeavesTheLockBehind() {
        for (const std::string guard : {"mutex-unsafe:ttl=5", "mutex:ttl=5"}) {
            RunConfig config = guarded("cache-aside", {guard});
            config.deadlines.database = 100ms;
            GuardLab it(config);
            it.lab.inject(Fault{FaultKind::db_slow});
            QCOMPARE(it.answer(user(1)).outcome, Outcome::timed_out);
            it.lab.heal_all();
            const Event end = it.answer(user(1));
            QCOMPARE(end.outcome, Outcome::ok);
            const bool unsafe = guard.starts_with("mutex-unsafe");
            QCOMPARE(Duration(end.detail) > 4s, unsafe);
            QVERIFY(unsafe || Duration(end.detail) < 1500ms);
        }
    }

    // The miss came before the holder's SET, the lock after its release.
    void l4_whoGetsTheLockLateLoadsAgain() {
        for (const std::string guard : {"mutex-unsafe", "mutex"}) {
            GuardLab first(guarded("cache-aside", {guard}));
            first.answer(user(1));
            Instant filled{0};
            for (const Event& event : first.all(EventType::effect)) filled = event.verb == Verb::cache_set ? event.at : filled;
            // The second reader comes at each moment once at which its look may just miss the first one's SET.
            std::size_t most = 0;
            for (Instant at = filled - 600us; at < filled - 400us; at += 500ns) {
                GuardLab it(guarded("cache-aside", {guard}));
                it.read(user(1));
                it.run_for(at);
                it.read(user(1));
                it.run_for(10s);
                most = std::max(most, it.loads());
            }
            QCOMPARE(most, std::size_t{guard == "mutex-unsafe" ? 2u : 1u});
        }
    }

    // What is not stored cannot be found by those who wait: they take turns.
    void l5_absentRowsMakeAConvoy() {
        for (const bool stored : {false, true}) {
            std::vector<std::string> guards{"mutex-unsafe:poll=1"};
            if (stored) guards = {"mutex:poll=1", "null-caching"};
            GuardLab it(guarded("cache-aside", guards));
            it.reads(user(20'000), 20);
            it.run_for(30s);
            QCOMPARE(it.reads_ended(Outcome::ok), std::size_t{20});
            QCOMPARE(it.loads(), std::size_t{stored ? 1u : 20u});
            QCOMPARE(it.most_loads_at_once(), std::uint64_t{1});
        }
    }

    // The holder's instance is gone. Who waits without a deadline waits for the whole TTL, and all look in step.
    void l6_waitersHaveNoDeadlineAndNoJitter() {
        for (const std::string guard : {"mutex-unsafe:ttl=120", "mutex:ttl=120,wait=2"}) {
            GuardLab it(guarded("cache-aside", {guard}, 2));
            it.read(user(1), 0);
            it.run_for(10ms);
            it.lab.inject(Fault{FaultKind::app_crash, 0});
            for (int i = 0; i < 20; ++i) it.read(user(1), 1);
            it.run_for(3s);
            const bool unsafe = guard.starts_with("mutex-unsafe");
            QCOMPARE(it.reads_ended(Outcome::ok), std::size_t{unsafe ? 0u : 20u});
            std::map<Instant, std::size_t> looks;
            for (const Event& event : it.all(EventType::issued)) {
                if (event.verb == Verb::cache_get && event.at > 1s && event.at < 2s) ++looks[event.at];
            }
            std::size_t together = 0;
            for (const auto& [at, count] : looks) together = std::max(together, count);
            QVERIFY2(unsafe ? together == 20 : together < 5, qPrintable(QString::number(together)));
            it.run_for(130s);
            QCOMPARE(it.reads_ended(Outcome::ok), std::size_t{20});
        }
    }

    // A lock in a cache that evicts is evicted: two are inside, and the later one may store what is old. A lease that is gone lets nobody
    // store: it fails safe.
    void l7_locksAreEvictedWithTheCache() {
        for (const char* guard : {"mutex-unsafe:ttl=30", "lease:hold-off=30"}) {
            RunConfig config = guarded("cache-aside", {guard}, 2);
            config.cache_memory = std::size_t{64} << 10;
            config.deadlines.database = 10s;
            config.database_pool = 64;
            GuardLab it(config);
            it.lab.inject(Fault{FaultKind::db_slow, 0, {}, 3s});
            it.read(user(1), 0);
            it.run_for(20ms);
            it.lab.heal_all();
            for (std::uint32_t id = 100; id < 1500; ++id) it.read(user(id), 1);
            it.run_for(2s);
            const bool lock_gone = it.count_if([](const Event& event) {
                return event.type == EventType::evicted && event.key.row() == user(1) && event.key.role != Role::data;
            }) > 0;
            QVERIFY(lock_gone);
            it.write(user(1), 1);
            it.run_for(500ms);
            it.answer(user(1), 1);
            it.run_for(10s);
            QCOMPARE(it.verdict().permanent_inconsistencies, std::uint64_t{std::string(guard).starts_with("lease") ? 0u : 1u});
        }
    }

    // A delete voids the lease: what its holder loaded before the write does not come back after it (E2).
    void aDeleteVoidsTheLeaseOfAReaderOnItsWay() {
        for (const bool lease : {false, true}) {
            GuardLab it(lease ? guarded("cache-aside", {"lease"}) : guarded("cache-aside"));
            it.lab.inject(Fault{FaultKind::db_slow, 0, {}, 500ms});
            it.read(user(1));
            it.run_for(10ms);
            it.lab.heal_all();
            it.write(user(1));
            it.run_for(5s);
            QCOMPARE(it.verdict().permanent_inconsistencies, std::uint64_t{lease ? 0u : 1u});
        }
    }

    void aLeaseIsHandedOutOnceInAHoldOffAndItsHoldersCrashBlocksNoLonger() {
        GuardLab it(guarded("cache-aside", {"lease:hold-off=2"}, 2));
        it.read(user(1), 0);
        it.run_for(10ms);
        it.lab.inject(Fault{FaultKind::app_crash, 0});
        for (int i = 0; i < 20; ++i) it.read(user(1), 1);
        it.run_for(1900ms);
        QCOMPARE(it.reads_ended(Outcome::ok), std::size_t{0});
        it.run_for(1s);
        QCOMPARE(it.reads_ended(Outcome::ok), std::size_t{20});
        QCOMPARE(it.loads(), std::size_t{2});
    }

    void thoseWhoWaitForALeaseMayTakeWhatWasJustDeleted() {
        for (const bool stale : {false, true}) {
            GuardLab it(guarded("cache-aside", {stale ? "lease:stale=1" : "lease"}));
            it.answer(user(1));
            it.write(user(1));
            it.run_for(100ms);
            it.reads(user(1), 10);
            it.run_for(20ms);
            QCOMPARE(it.decided(Decision::served_stale), std::size_t{stale ? 9u : 0u});
            it.run_for(5s);
            QCOMPARE(it.reads_ended(Outcome::ok), std::size_t{11});
            QCOMPARE(it.loads(), std::size_t{2});
        }
    }

    void whoHasWaitedTooLongForALockLoadsOrFailsAsChosen() {
        for (const bool fails : {false, true}) {
            GuardLab it(guarded("cache-aside", {fails ? "mutex:ttl=60,wait=1,fail=1" : "mutex:ttl=60,wait=1"}, 2));
            it.read(user(1), 0);
            it.run_for(10ms);
            it.lab.inject(Fault{FaultKind::app_crash, 0});
            const Event end = it.answer(user(1), 1);
            QCOMPARE(end.outcome, fails ? Outcome::timed_out : Outcome::ok);
            QCOMPARE(it.decided(Decision::gave_up_waiting), std::size_t{1});
        }
    }
};

QTEST_APPLESS_MAIN(TestLockErrors)
#include "tst_lock_errors.moc"
