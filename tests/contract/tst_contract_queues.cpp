// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include "tests/contract/cache_cases.h"

using namespace stampede;
using namespace stampede::test;
using std::chrono::seconds;
using Writes = std::vector<WriteId>;

/// What every cache promises of the list and the stream that a write-behind keeps in it. Each case runs on Redis and on the fake.
class TestContractQueues : public QObject {
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

    void aListHandsOutTheOldestFirst() {
        CacheCase w = open();
        for (WriteId write = 1; write <= 3; ++write) {
            const Reply pushed = w.queue(Verb::list_push, write == 2 ? kProduct : kUser, write, write == 3);
            QVERIFY(pushed.applied);
            QCOMPARE(pushed.affected, 1u);
        }
        const Reply two = w.ask(Verb::list_pop, 2);
        QCOMPARE(two.affected, 2u);
        const auto changes = w.changes(two);
        QVERIFY((writes_of(changes) == Writes{1, 2}));
        QVERIFY(changes[0].key == kUser && changes[1].key == kProduct && !changes[0].erase);
        const auto rest = w.changes(w.ask(Verb::list_pop, 5));
        QVERIFY((writes_of(rest) == Writes{3}) && rest[0].erase);
        const Reply none = w.ask(Verb::list_pop, 5);
        QVERIFY(none.ok() && !none.applied && none.batch == 0 && none.affected == 0);
    }

    void aListWriteStoresAndQueuesInOneStep() {
        CacheCase w = open();
        QVERIFY(w.queue(Verb::list_write, kUser, 7).applied);
        QVERIFY((w->get(kUser).value == Value{7, 0}));
        QVERIFY(w.queue(Verb::list_write, kUser, 8, true).applied);
        QVERIFY(!w->get(kUser).found);
        QVERIFY((writes_of(w.changes(w.ask(Verb::list_pop, 9))) == Writes{7, 8}));
    }

    void whatWasTakenIsDoneOrRecovered() {
        CacheCase w = open();
        for (WriteId write = 1; write <= 6; ++write) w.queue(Verb::list_push, kUser, write);
        const auto first = w.changes(w.ask(Verb::list_take, 2, 0));
        const auto second = w.changes(w.ask(Verb::list_take, 2, 1));
        QVERIFY((writes_of(first) == Writes{1, 2}) && (writes_of(second) == Writes{3, 4}));
        QCOMPARE(w.about(Verb::list_done, {first[0]}, 0).affected, 1u);
        QCOMPARE(w.about(Verb::list_done, {first[0]}, 0).affected, 0u);
        QCOMPARE(w.about(Verb::list_done, {second[0]}, 0).affected, 0u);
        QCOMPARE(w.ask(Verb::list_recover, 0).affected, 3u);
        QCOMPARE(w.ask(Verb::list_recover, 0).affected, 0u);
        QVERIFY((writes_of(w.changes(w.ask(Verb::list_take, 9, 2))) == Writes{2, 3, 4, 5, 6}));
    }

    void aStreamHandsOutEachEntryOnce() {
        CacheCase w = open();
        std::vector<std::uint64_t> tickets;
        for (WriteId write = 1; write <= 3; ++write) tickets.push_back(w.queue(Verb::stream_write, kUser, write).token);
        QVERIFY(tickets[0] != 0 && tickets[0] < tickets[1] && tickets[1] < tickets[2]);
        QVERIFY((w->get(kUser).value == Value{3, 0}));
        const auto first = w.changes(w.ask(Verb::stream_read, 2, 0));
        const auto second = w.changes(w.ask(Verb::stream_read, 2, 1));
        QVERIFY((writes_of(first) == Writes{1, 2}) && (writes_of(second) == Writes{3}));
        QVERIFY(first[0].key == kUser && first[0].ticket == tickets[0] && second[0].ticket == tickets[2]);
        QCOMPARE(first[0].deliveries, std::uint16_t{1});
        QVERIFY(w.ask(Verb::stream_read, 2, 0).batch == 0);
    }

    void anErasureGoesThroughTheStreamAsOne() {
        CacheCase w = open();
        w->set(kUser, Value{1, 2});
        QVERIFY(w.queue(Verb::stream_write, kUser, 2, true).applied);
        QVERIFY(!w->get(kUser).found);
        QVERIFY(w.changes(w.ask(Verb::stream_read, 1)).at(0).erase);
    }

    void aFullStreamRefuses() {
        CacheCase w = open();
        QVERIFY(w.queue(Verb::stream_write, kUser, 1, false, 2).ok());
        QVERIFY(w.queue(Verb::stream_write, kUser, 2, false, 2).ok());
        QCOMPARE(w.queue(Verb::stream_write, kUser, 3, false, 2).outcome, Outcome::refused);
        QVERIFY((w->get(kUser).value == Value{2, 0}));
        QCOMPARE(w.about(Verb::stream_done, w.changes(w.ask(Verb::stream_read, 1))).affected, 1u);
        QVERIFY(w.queue(Verb::stream_write, kUser, 4, false, 2).ok());
    }

    void whatNobodyAcknowledgesCanBeClaimed() {
        CacheCase w = open();
        for (WriteId write = 1; write <= 3; ++write) w.queue(Verb::stream_write, kUser, write);
        const auto read = w.changes(w.ask(Verb::stream_read, 3, 0));
        QCOMPARE(w.about(Verb::stream_done, {read[1]}).affected, 1u);
        QCOMPARE(w.about(Verb::stream_done, {read[1]}).affected, 0u);
        QVERIFY(w.ask(Verb::stream_claim, 9, 1, seconds(3600)).batch == 0);
        const auto claimed = w.changes(w.ask(Verb::stream_claim, 9, 1));
        QVERIFY((writes_of(claimed) == Writes{1, 3}));
        QVERIFY(claimed[0].ticket == read[0].ticket);
        QCOMPARE(claimed[0].deliveries, std::uint16_t{2});
        QCOMPARE(w.changes(w.ask(Verb::stream_claim, 1, 0)).at(0).deliveries, std::uint16_t{3});
        QCOMPARE(w.about(Verb::stream_done, claimed).affected, 2u);
        QVERIFY(w.ask(Verb::stream_claim, 9, 1).batch == 0);
    }

    void aDeadLetterLeavesTheStream() {
        CacheCase w = open();
        w.queue(Verb::stream_write, kUser, 1);
        const auto read = w.changes(w.ask(Verb::stream_read, 1));
        QCOMPARE(w.about(Verb::stream_dead_letter, read).affected, 1u);
        QCOMPARE(w.about(Verb::stream_dead_letter, read).affected, 0u);
        QVERIFY(w.ask(Verb::stream_claim, 9).batch == 0);
        QVERIFY(w.queue(Verb::stream_write, kUser, 2, false, 1).ok());
    }

    void aRestartedCacheBeginsAnewAndTicketsGoOn() {
        CacheCase w = open();
        const auto before = w.queue(Verb::stream_write, kUser, 1).token;
        w.queue(Verb::list_push, kUser, 1);
        QVERIFY(w.ask(Verb::stream_read, 1).batch != 0);
        w.restart_cache();
        QVERIFY(w.ask(Verb::stream_read, 1).batch == 0);
        QVERIFY(w.ask(Verb::list_pop, 1).batch == 0);
        QVERIFY(w.queue(Verb::stream_write, kUser, 2).token > before);
        QVERIFY((writes_of(w.changes(w.ask(Verb::stream_read, 1))) == Writes{2}));
    }
};

QTEST_GUILESS_MAIN(TestContractQueues)
#include "tst_contract_queues.moc"
