// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include "tests/contract/cache_cases.h"

using namespace stampede;
using namespace stampede::test;
using std::chrono::milliseconds;
using std::chrono::seconds;

/// Who hears of what. Each case runs on Redis and on the fake.
class TestContractMessages : public QObject {
    Q_OBJECT

    static CacheCase open() {
        QFETCH_GLOBAL(bool, live);
        return CacheCase(live);
    }
    static std::size_t told(CacheCase& w, InstanceId to, Channel channel, Key key) {
        const auto& all = w.seen().messages;
        return static_cast<std::size_t>(std::count_if(all.begin(), all.end(), [&](const auto& entry) {
            return entry.first == to && entry.second.channel == channel && !entry.second.anything && entry.second.key == key;
        }));
    }
    static std::size_t anything(CacheCase& w, InstanceId to, Channel channel) {
        const auto& all = w.seen().messages;
        return static_cast<std::size_t>(std::count_if(all.begin(), all.end(), [&](const auto& entry) {
            return entry.first == to && entry.second.channel == channel && entry.second.anything;
        }));
    }
    static Reply publish(CacheCase& w, Channel channel, Key key) {
        Operation operation = w.op(Verb::cache_publish, key);
        operation.channel = channel;
        return w.perform(operation);
    }
    static Reply get_as(CacheCase& w, InstanceId instance, Key key) {
        Operation operation = w.op(Verb::cache_get, key);
        operation.instance = instance;
        return w.perform(operation);
    }
    /// Whatever was on its way has arrived: a message of another channel that was sent later.
    static bool settle(CacheCase& w) {
        w->world().subscribe(9, Channel::changes);
        const std::size_t before = told(w, 9, Channel::changes, kProduct);
        publish(w, Channel::changes, kProduct);
        return w->run_until([&] { return told(w, 9, Channel::changes, kProduct) > before; });
    }

   private Q_SLOTS:
    void initTestCase_data() {
        QTest::addColumn<bool>("live");
        QTest::newRow("simulated") << false;
        QTest::newRow("live") << true;
    }

    void aPublishedKeyReachesEverySubscriber() {
        CacheCase w = open();
        QCOMPARE(publish(w, Channel::local, kUser).affected, 0u);
        w->world().subscribe(0, Channel::local);
        w->world().subscribe(1, Channel::local);
        w->world().subscribe(2, Channel::changes);
        const Reply sent = publish(w, Channel::local, kUser);
        QVERIFY(sent.ok());
        QCOMPARE(sent.affected, 2u);
        QVERIFY(w->run_until([&] { return told(w, 0, Channel::local, kUser) == 1 && told(w, 1, Channel::local, kUser) == 1; }));
        QVERIFY(settle(w));
        QCOMPARE(told(w, 2, Channel::local, kUser), std::size_t{0});
        QCOMPARE(publish(w, Channel::changes, kUser).affected, 2u);
    }

    void messagesKeepTheirOrder() {
        CacheCase w = open();
        w->world().subscribe(0, Channel::local);
        for (std::uint32_t id = 1; id <= 50; ++id) {
            Operation operation = w.op(Verb::cache_publish, Key{Kind::product, id});
            w->issue(operation);
        }
        QVERIFY(w->run_until([&] { return w.seen().messages.size() == 50; }));
        for (std::uint32_t id = 1; id <= 50; ++id) QCOMPARE(w.seen().messages[id - 1].second.key.id, id);
    }

    void aTrackedKeyIsToldOnceOfEachChangeAfterARead_data() {
        QTest::addColumn<int>("change");
        for (const Verb verb : {Verb::cache_set, Verb::cache_del, Verb::cache_set_newer, Verb::list_write, Verb::cache_lease_del})
            QTest::newRow(name_of(verb)) << int(verb);
    }
    void aTrackedKeyIsToldOnceOfEachChangeAfterARead() {
        QFETCH(int, change);
        CacheCase w = open();
        w->set(kUser, Value{1, 2});
        w->set(kProduct, Value{1, 2});
        w->world().subscribe(1, Channel::tracking);
        QVERIFY(get_as(w, 1, kUser).found);
        QVERIFY(get_as(w, 0, kProduct).found);
        QVERIFY(w.store(static_cast<Verb>(change), kUser, Value{2, 3}).ok());
        QVERIFY(w->run_until([&] { return told(w, 1, Channel::tracking, kUser) == 1; }));
        w->set(kUser, Value{3, 4});
        w->set(kProduct, Value{3, 4});
        QVERIFY(settle(w));
        QCOMPARE(told(w, 1, Channel::tracking, kUser), std::size_t{1});
        QCOMPARE(told(w, 1, Channel::tracking, kProduct), std::size_t{0});
        QVERIFY(get_as(w, 1, kUser).found);
        w->del(kUser);
        QVERIFY(w->run_until([&] { return told(w, 1, Channel::tracking, kUser) == 2; }));
    }

    void aMissIsTrackedAndSoIsACounter() {
        CacheCase w = open();
        w->world().subscribe(0, Channel::tracking);
        QVERIFY(!w->get(kUser).found);
        QVERIFY(!w->get(kUser.as(Role::counter)).found);
        w.perform(w.op(Verb::cache_incr, kUser.as(Role::counter)));
        w->set(kUser, Value{1, 2});
        QVERIFY(w->run_until([&] { return told(w, 0, Channel::tracking, kUser) == 1; }));
        QVERIFY(w->run_until([&] { return told(w, 0, Channel::tracking, kUser.as(Role::counter)) == 1; }));
    }

    void anExpiryIsAChange() {
        CacheCase w = open();
        w->world().subscribe(0, Channel::tracking);
        w->set(kUser, Value{1, 2}, seconds(60));
        QVERIFY(w->get(kUser).found);
        Fault fault;
        fault.kind = FaultKind::expire_key;
        fault.key = kUser;
        w->world().inject(fault);
        QVERIFY(w->run_until([&] { return told(w, 0, Channel::tracking, kUser) == 1; }));
    }

    void aLostConnectionMeansThatAnythingMayHaveChanged() {
        CacheCase w = open();
        w->world().subscribe(0, Channel::local);
        w->world().subscribe(0, Channel::tracking);
        QVERIFY(w->get(kUser).ok());
        w.restart_cache();
        QVERIFY(w->run_until([&] { return anything(w, 0, Channel::local) == 1 && anything(w, 0, Channel::tracking) == 1; }));
        QVERIFY(w->run_until([&] { return w->get(kUser).ok(); }));
        w->set(kUser, Value{1, 2});
        QVERIFY(w->run_until([&] { return told(w, 0, Channel::tracking, kUser) == 1; }));
        QCOMPARE(publish(w, Channel::local, kUser).affected, 1u);
        QVERIFY(w->run_until([&] { return told(w, 0, Channel::local, kUser) == 1; }));
        QCOMPARE(anything(w, 0, Channel::local), std::size_t{1});
    }

    void aCrashedInstanceHearsNothingUntilItSubscribesAgain() {
        CacheCase w = open();
        w->world().subscribe(0, Channel::local);
        w->world().subscribe(0, Channel::tracking);
        QVERIFY(w->get(kUser).ok());
        const OperationId last = w->issue(w.op(Verb::cache_set, kUser, Value{8, 9}));
        w->world().forget(0);
        QVERIFY(w->run_until([&] { return !w.seen().effects_of(last).empty(); }));
        QVERIFY(w->run_until([&] { return publish(w, Channel::local, kUser).affected == 0; }));
        QVERIFY(settle(w));
        QCOMPARE(told(w, 0, Channel::tracking, kUser), std::size_t{0});
        QCOMPARE(told(w, 0, Channel::local, kUser), std::size_t{0});
        w->world().subscribe(0, Channel::local);
        QCOMPARE(publish(w, Channel::local, kUser).affected, 1u);
        QVERIFY(w->run_until([&] { return told(w, 0, Channel::local, kUser) == 1; }));
    }
};

QTEST_GUILESS_MAIN(TestContractMessages)
#include "tst_contract_messages.moc"
