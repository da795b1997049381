// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include "tests/contract/cache_cases.h"

using namespace stampede;
using namespace stampede::test;
using std::chrono::milliseconds;
using std::chrono::seconds;

/// What every cache promises of its entries, its locks, its counters and its leases. Each case runs on Redis and on the fake.
class TestContractCache : public QObject {
    Q_OBJECT

    static CacheCase open() {
        QFETCH_GLOBAL(bool, live);
        return CacheCase(live);
    }

   private Q_SLOTS:
    void initTestCase_data() {
        QTest::addColumn<bool>("live");
        QTest::newRow("simulated") << false;
        QTest::newRow("live") << true;
    }

    void notesAndStatesComeBackAsTheyWereStored() {
        CacheCase w = open();
        Operation set = w.op(Verb::cache_set, kUser, Value{3, 7});
        set.notes = {seconds(5), seconds(9), milliseconds(51)};
        QVERIFY(w.perform(set).applied);
        Reply held = w->get(kUser);
        QVERIFY(held.hit() && held.value == (Value{3, 7}) && held.notes == set.notes);
        set.notes = {Instant{0}, Instant{0}, milliseconds(2)};
        w.perform(set);
        QVERIFY(w->get(kUser).notes == set.notes);

        w.store(Verb::cache_set, kUser, Value{0, 12}, EntryState::absent);
        held = w->get(kUser);
        QVERIFY(!held.found && held.settled() && held.state == EntryState::absent);
        QCOMPARE(held.value.version, 12u);
        w.store(Verb::cache_set, kUser, Value{4, 13}, EntryState::tombstone);
        held = w->get(kUser);
        QVERIFY(!held.found && !held.settled() && held.state == EntryState::tombstone);
        QVERIFY((held.value == Value{4, 13}));
    }

    void aVersionMayBePartOfTheKey() {
        CacheCase w = open();
        w->set(kUser.at(3), Value{5, 3}, seconds(60));
        QVERIFY((w->get(kUser.at(3)).value == Value{5, 3}));
        QVERIFY(!w->get(kUser).found);
        QVERIFY(!w->get(kUser.at(4)).found);
    }

    void anAddStoresOnlyWhereNothingIs() {
        CacheCase w = open();
        QVERIFY(w.store(Verb::cache_add, kUser, Value{1, 2}).applied);
        const Reply second = w.store(Verb::cache_add, kUser, Value{2, 3});
        QVERIFY(second.ok() && !second.applied);
        QCOMPARE(second.affected, 0u);
        QVERIFY((w->get(kUser).value == Value{1, 2}));
        w->del(kUser);
        QVERIFY(w.store(Verb::cache_add, kUser, Value{3, 4}).applied);
    }

    void onlyWhatIsNotOlderReplaces() {
        CacheCase w = open();
        const Verb newer = Verb::cache_set_newer;
        QVERIFY(w.store(newer, kUser, Value{1, 5}).applied);
        QVERIFY(!w.store(newer, kUser, Value{2, 4}).applied);
        QVERIFY(w.store(newer, kUser, Value{1, 5}).applied);
        QVERIFY(!w.store(newer, kUser, Value{1, 5}, EntryState::tombstone).applied);
        QVERIFY(w.store(newer, kUser, Value{3, 6}, EntryState::tombstone).applied);
        QVERIFY(!w.store(newer, kUser, Value{2, 5}).applied);
        QCOMPARE(w->get(kUser).state, EntryState::tombstone);
        QVERIFY(w.store(newer, kUser, Value{4, 7}).applied);
        QVERIFY((w->get(kUser).value == Value{4, 7}));
    }

    void aLockBelongsToItsToken() {
        CacheCase w = open();
        const Key lock = kUser.as(Role::lock);
        QVERIFY(w.with_token(Verb::cache_add, lock, 77, seconds(60)).applied);
        QVERIFY(!w.with_token(Verb::cache_add, lock, 78, seconds(60)).applied);
        const Reply held = w->get(lock);
        QVERIFY(held.found);
        QCOMPARE(held.token, std::uint64_t{77});
        QVERIFY(!w.with_token(Verb::cache_del_if, lock, 78).applied);
        QCOMPARE(w.with_token(Verb::cache_del_if, lock, 77).affected, 1u);
        QVERIFY(!w.with_token(Verb::cache_del_if, lock, 77).applied);
        QVERIFY(w.with_token(Verb::cache_add, lock, 78, seconds(60)).applied);
    }

    void aLockEndsWithItsTtl() {
        CacheCase w = open();
        const Key lock = kUser.as(Role::lock);
        w.with_token(Verb::cache_add, lock, 1, milliseconds(60));
        QVERIFY(w->run_until([&] { return w.seen().expired(lock); }));
        QVERIFY(w.with_token(Verb::cache_add, lock, 2, seconds(60)).applied);
    }

    void aCounterCounts() {
        CacheCase w = open();
        const Key counter = kUser.as(Role::counter);
        QVERIFY(!w->get(counter).found);
        for (std::uint64_t count = 1; count <= 3; ++count) QCOMPARE(w.perform(w.op(Verb::cache_incr, counter)).token, count);
        const Reply held = w->get(counter);
        QVERIFY(held.found);
        QCOMPARE(held.token, std::uint64_t{3});
        QCOMPARE(w.perform(w.op(Verb::cache_incr, kProduct.as(Role::counter))).token, std::uint64_t{1});
    }

    void aLeaseIsHandedOutOnce() {
        CacheCase w = open();
        const Reply first = w.with_token(Verb::cache_lease_get, kUser, 0, seconds(10));
        const Reply second = w.with_token(Verb::cache_lease_get, kUser, 0, seconds(10));
        QVERIFY(first.ok() && !first.found && first.applied && first.token != 0);
        QVERIFY(second.ok() && !second.found && !second.applied && second.token == 0);
        QVERIFY(!w.with_token(Verb::cache_lease_set, kUser, first.token + 1, Duration{0}, Value{9, 9}).applied);
        QVERIFY(w.with_token(Verb::cache_lease_set, kUser, first.token, seconds(60), Value{1, 2}).applied);
        QVERIFY(!w.with_token(Verb::cache_lease_set, kUser, first.token, seconds(60), Value{2, 3}).applied);
        const Reply hit = w.with_token(Verb::cache_lease_get, kUser, 0, seconds(10));
        QVERIFY(hit.hit() && !hit.applied && hit.token == 0 && hit.value == (Value{1, 2}));
    }

    void aDeletionVoidsTheLeaseAndKeepsAStaleCopy() {
        CacheCase w = open();
        const Reply lease = w.with_token(Verb::cache_lease_get, kUser, 0, seconds(10));
        w->set(kUser, Value{1, 2});
        QCOMPARE(w.with_token(Verb::cache_lease_del, kUser, 0, seconds(10)).affected, 1u);
        QVERIFY(!w.with_token(Verb::cache_lease_set, kUser, lease.token, Duration{0}, Value{1, 2}).applied);
        QVERIFY(!w->get(kUser).found);
        const Reply next = w.with_token(Verb::cache_lease_get, kUser, 0, seconds(10));
        QVERIFY(next.token != 0 && next.token != lease.token);
        QCOMPARE(next.state, EntryState::stale);
        QVERIFY(!next.found && !next.settled() && next.value == (Value{1, 2}));
        const Reply waiting = w.with_token(Verb::cache_lease_get, kUser, 0, seconds(10));
        QVERIFY(waiting.token == 0 && waiting.state == EntryState::stale);
        QCOMPARE(w.with_token(Verb::cache_lease_del, kUser, 0, seconds(10)).affected, 0u);
    }

    void leasesAndStaleCopiesEndByLabTime() {
        CacheCase w = open();
        w->world().hold_ttls(true);
        w->set(kUser, Value{1, 2});
        w.with_token(Verb::cache_lease_del, kUser, 0, seconds(20));
        QVERIFY(w.with_token(Verb::cache_lease_get, kUser, 0, seconds(10)).token != 0);
        w->world().freeze_time();
        w->world().advance_time(seconds(11));
        w->world().resume_time();
        QVERIFY(w.seen().expired(kUser.as(Role::lease)));
        QVERIFY(!w.seen().expired(kUser.as(Role::stale)));
        const Reply second = w.with_token(Verb::cache_lease_get, kUser, 0, seconds(30));
        QVERIFY(second.token != 0 && second.state == EntryState::stale);
        w->world().freeze_time();
        w->world().advance_time(seconds(11));
        w->world().resume_time();
        QVERIFY(w.seen().expired(kUser.as(Role::stale)));
        const Reply third = w.with_token(Verb::cache_lease_get, kUser, 0, seconds(30));
        QVERIFY(third.token == 0 && third.state == EntryState::value);
    }

    void aStoreThatIsNotAppliedLeavesTheTtlThatWasThere() {
        for (const Verb verb : {Verb::cache_add, Verb::cache_set_newer, Verb::cache_lease_set}) {
            CacheCase w = open();
            w->world().hold_ttls(true);
            w->set(kUser, Value{1, 9}, seconds(10));
            QVERIFY(!w.with_token(verb, kUser, 5, seconds(3600), Value{2, 3}).applied);
            w->world().freeze_time();
            w->world().advance_time(seconds(11));
            w->world().resume_time();
            QVERIFY(w.seen().expired(kUser));
            QVERIFY(!w->get(kUser).found);
        }
    }

    void everyVerbThatStoresTellsWhenItExpires_data() {
        QTest::addColumn<int>("verb");
        for (const Verb verb : {Verb::cache_set, Verb::cache_add, Verb::cache_set_newer, Verb::list_write, Verb::stream_write})
            QTest::newRow(name_of(verb)) << int(verb);
    }
    void everyVerbThatStoresTellsWhenItExpires() {
        QFETCH(int, verb);
        CacheCase w = open();
        const Instant before = w->scheduler().now();
        QVERIFY(w.store(static_cast<Verb>(verb), kUser, Value{4, 0}, EntryState::value, milliseconds(90)).applied);
        const Instant expires = w.seen().effects.back().expires;
        QVERIFY(expires >= before + milliseconds(90) && expires <= w->scheduler().now() + milliseconds(90));
        QVERIFY(w->get(kUser).found);
        QVERIFY(w->run_until([&] { return w.seen().expired(kUser); }));
        QVERIFY(!w->get(kUser).found);
    }

    void aLostRequestHasNoEffect() {
        CacheCase w = open();
        w->set(kUser, Value{1, 2});
        Operation lost = w.op(Verb::cache_set, kUser, Value{2, 3});
        lost.fate = Fate::request_lost;
        const Recorder::Completion told = w->perform(lost);
        QCOMPARE(told.reply.outcome, Outcome::unavailable);
        QCOMPARE(told.timing.modelled, short_cache_latency().latency.cache);
        QVERIFY((w->get(kUser).value == Value{1, 2}));
        QVERIFY(w.seen().effects_of(told.operation.id).empty());
        QVERIFY(!w.seen().completed_inside_issue);
    }

    void aLostReplyHasItsEffect() {
        CacheCase w = open();
        w->set(kUser, Value{1, 2});
        Operation lost = w.op(Verb::cache_set, kUser, Value{2, 3});
        lost.fate = Fate::reply_lost;
        lost.ttl = seconds(60);
        const Recorder::Completion told = w->perform(lost);
        QCOMPARE(told.reply.outcome, Outcome::unavailable);
        QVERIFY(!told.reply.applied);
        QVERIFY(told.timing.modelled >= short_cache_latency().latency.cache);
        const auto effects = w.seen().effects_of(told.operation.id);
        QCOMPARE(effects.size(), std::size_t{1});
        QVERIFY(effects.front().reply.ok() && effects.front().reply.applied && effects.front().expires > Instant{0});
        QVERIFY((w->get(kUser).value == Value{2, 3}));
    }

    // The changes are out of the queue, and nobody has them.
    void aLostReplyHandsNothingOut() {
        CacheCase w = open();
        w.queue(Verb::list_push, kUser, 5);
        Operation lost = w.op(Verb::list_pop, kQueue);
        lost.count = 10;
        lost.fate = Fate::reply_lost;
        const Reply told = w.perform(lost);
        QCOMPARE(told.outcome, Outcome::unavailable);
        QCOMPARE(told.batch, BatchId{0});
        QVERIFY(w.seen().batches.empty());
        QCOMPARE(w.ask(Verb::list_pop, 10).affected, 0u);
    }

    void everyVerbEndsWhenTheCacheIsGone() {
        CacheCase w = open();
        w->inject(FaultKind::redis_kill);
        for (auto verb = static_cast<int>(Verb::cache_get); verb <= static_cast<int>(Verb::stream_dead_letter); ++verb) {
            QCOMPARE(w.perform(w.op(static_cast<Verb>(verb), kUser, Value{1, 2})).outcome, Outcome::unavailable);
        }
        QVERIFY(!w.seen().completed_inside_issue);
    }
};

QTEST_GUILESS_MAIN(TestContractCache)
#include "tst_contract_cache.moc"
