// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "tests/core/strategies/as_published.h"

using namespace stampede;
using namespace stampede::test;
using namespace std::chrono_literals;

// The errors of the field's articles about reads, invalidation and write-through, each as its variant shows it and as the sound one does
// not. The table in core/strategies/README.md links here.

namespace {

/// The verb with which readers of the strategy fill the cache.
std::string fill_of(const RunConfig& config) { return config.strategy.starts_with("versioned") ? "SET IF NEWER" : "SET"; }

/// The cache holds user 1, and a versioned key's counter is known.
void warm(SteppedLab& it) { it.finish(it.read(user(1))); }

bool reads_stale(SteppedLab& it) {
    const std::uint64_t before = it.verdict().stale_reads;
    it.finish(it.read(user(1), 0, 9));
    return it.verdict().stale_reads > before;
}

void strategies_and_whether(std::initializer_list<std::pair<const char*, bool>> rows) {
    QTest::addColumn<QString>("strategy");
    QTest::addColumn<bool>("shown");
    for (const auto& [strategy, shown] : rows) QTest::newRow(strategy) << QString(strategy) << shown;
}

RunConfig fetched() {
    QFETCH(QString, strategy);
    return SteppedLab::with(strategy.toStdString());
}

}  // namespace

class TestPublishedErrors : public QObject {
    Q_OBJECT

   private Q_SLOTS:
    void e2_aReaderThatLoadedBeforeTheWriteFillsAfterTheDelete_data() {
        strategies_and_whether({{"cache-aside", true},
                                {"read-through", true},
                                {"versioned-cas-plain-delete", true},
                                {"versioned-cas", false},
                                {"versioned-keys", false}});
    }
    void e2_aReaderThatLoadedBeforeTheWriteFillsAfterTheDelete() {
        QFETCH(bool, shown);
        SteppedLab it(fetched());
        const RequestId reader = it.read(user(1));
        QVERIFY(it.step_to(reader, "SELECT") && it.step(reader));
        it.finish(it.write(user(1)));
        it.finish(reader);
        QCOMPARE(it.left_stale(), shown);
        QCOMPARE(reads_stale(it), shown);
        it.run_for(2h);
        QVERIFY(!reads_stale(it));
    }

    void e3_aDeleteInsideTheTransactionLetsTheOldRowBackIn_data() {
        QTest::addColumn<bool>("shown");
        QTest::newRow("DEL before COMMIT") << true;
        QTest::newRow("DEL after COMMIT") << false;
    }
    void e3_aDeleteInsideTheTransactionLetsTheOldRowBackIn() {
        QFETCH(bool, shown);
        SteppedLab it(SteppedLab::with("cache-aside"), shown ? strategy_of<DeleteInsideTransaction>() : MakeStrategy{});
        warm(it);
        const RequestId writer = it.write(user(1));
        // Up to the last operation that the variant performs: COMMIT in the one, DEL in the other.
        it.step_to(writer, shown ? "COMMIT" : "DEL");
        it.finish(it.read(user(1)));
        it.finish(writer);
        QCOMPARE(it.end_of(writer).outcome, Outcome::ok);
        QCOMPARE(it.left_stale(), shown);
        QCOMPARE(reads_stale(it), shown);
    }

    void e5_anOperationThatTimedOutTakesEffectLater_data() { strategies_and_whether({{"cache-aside", true}, {"versioned-cas", false}}); }
    void e5_anOperationThatTimedOutTakesEffectLater() {
        QFETCH(bool, shown);
        SteppedLab it(fetched());
        const RequestId reader = it.read(user(1));
        it.step_to(reader, fill_of(it.config));
        it.fault(FaultKind::redis_freeze);
        const Event written = it.finish(it.write(user(1)));
        QCOMPARE(written.outcome, Outcome::ok);
        it.finish(reader);
        QVERIFY(it.told(reader).ends_with("timed out"));
        QVERIFY(!it.left_stale());
        // Nobody waits for it any more, and still the old value arrives.
        it.lab.heal_all();
        it.run_for(1s);
        QCOMPARE(it.left_stale(), shown);
    }

    void e6_countingOnTheReadPathMissesEveryTime_data() {
        QTest::addColumn<bool>("shown");
        QTest::newRow("INCR by readers") << true;
        QTest::newRow("INCR by writers") << false;
    }
    void e6_countingOnTheReadPathMissesEveryTime() {
        QFETCH(bool, shown);
        SteppedLab it(SteppedLab::with("versioned-keys"), shown ? strategy_of<CountsOnRead>() : MakeStrategy{});
        int hits = 0;
        for (int i = 0; i < 100; ++i) hits += it.finish(it.read(user(1))).source == Source::cache ? 1 : 0;
        QCOMPARE(hits, shown ? 0 : 99);
    }

    void e6_movingTheVersionBeforeTheCommitKeepsTheOldRow_data() {
        strategies_and_whether({{"versioned-keys-early", true}, {"versioned-keys", false}});
    }
    void e6_movingTheVersionBeforeTheCommitKeepsTheOldRow() {
        QFETCH(bool, shown);
        SteppedLab it(fetched());
        warm(it);
        const RequestId writer = it.write(user(1));
        it.step(writer);
        it.finish(it.read(user(1)));
        it.finish(writer);
        QCOMPARE(it.left_stale(), shown);
        QCOMPARE(reads_stale(it), shown);
    }

    void e6_aCounterThatWasLostBringsOldEntriesBack_data() {
        QTest::addColumn<bool>("shown");
        QTest::newRow("counts from 1") << true;
        QTest::newRow("counts from a number nobody has used") << false;
    }
    void e6_aCounterThatWasLostBringsOldEntriesBack() {
        QFETCH(bool, shown);
        SteppedLab it(SteppedLab::with("versioned-keys"), shown ? strategy_of<CountsFromOne>() : MakeStrategy{});
        warm(it);
        it.finish(it.write(user(1)));
        QVERIFY(!reads_stale(it));
        it.fault(FaultKind::expire_key, user(1).as(Role::counter));
        QCOMPARE(reads_stale(it), shown);
        // Writers that find no counter begin at 1, in the sound form too: there nobody looks under so low a number.
        for (int times = 0; times < 2; ++times) {
            it.fault(FaultKind::expire_key, user(1).as(Role::counter));
            it.finish(it.write(user(1)));
            QCOMPARE(reads_stale(it), shown);
        }
    }

    void e9_aWriteThatChangedNoRowIsCachedAllTheSame_data() {
        QTest::addColumn<bool>("shown");
        QTest::newRow("whatever the database says") << true;
        QTest::newRow("write-through") << false;
    }
    void e9_aWriteThatChangedNoRowIsCachedAllTheSame() {
        QFETCH(bool, shown);
        SteppedLab it(SteppedLab::with("write-through"), shown ? strategy_of<CachesWhateverTheDatabaseSays>() : MakeStrategy{});
        it.fault(FaultKind::db_lock);
        const Event refused = it.finish(it.write(kNobody));
        QVERIFY(refused.outcome != Outcome::ok);
        it.lab.heal_all();
        const Event read = it.finish(it.read(kNobody));
        QCOMPARE(read.found, shown);
        QCOMPARE(it.broke(Property::dirty_read), shown);
    }

    void e10_aListReadBackByTwoWritersLosesTheNewerEntry_data() {
        strategies_and_whether({{"write-through-reselect", true}, {"versioned-cas", false}});
    }
    void e10_aListReadBackByTwoWritersLosesTheNewerEntry() {
        QFETCH(bool, shown);
        SteppedLab it(fetched());
        warm(it);
        const RequestId first = it.write(user(1));
        // The first writer has committed and, in the variant, read the row back.
        it.step(first, shown ? 2 : 1);
        it.finish(it.write(user(1)));
        it.finish(first);
        QCOMPARE(it.left_stale(), shown);
        QCOMPARE(reads_stale(it), shown);
    }

    void e12_databaseAndCacheAreNotWrittenAtomically_data() {
        QTest::addColumn<QString>("invalidation");
        QTest::addColumn<bool>("shown");
        QTest::newRow("on write") << QString() << true;
        QTest::newRow("outbox") << QString("outbox") << false;
    }
    void e12_databaseAndCacheAreNotWrittenAtomically() {
        QFETCH(QString, invalidation);
        QFETCH(bool, shown);
        SteppedLab it(SteppedLab::with("write-through", invalidation.toStdString()));
        it.run_for(1s);
        warm(it);
        const RequestId writer = it.write(user(1));
        it.step(writer);
        it.crash();
        // The client is told of a failure; the row has changed; the cache has not.
        QCOMPARE(it.end_of(writer).outcome, Outcome::crashed);
        QVERIFY(it.left_stale());
        it.lab.heal_all();
        it.run_for(10s);
        QCOMPARE(it.left_stale(), shown);
    }

    void e13_theSlowerOfTwoWritersSetsLast_data() {
        strategies_and_whether({{"write-through", true}, {"write-through-cache-first", true}, {"versioned-cas", false}});
    }
    void e13_theSlowerOfTwoWritersSetsLast() {
        QFETCH(bool, shown);
        SteppedLab it(fetched());
        const RequestId first = it.write(user(1));
        it.step(first);
        it.finish(it.write(user(1)));
        it.finish(first);
        const bool cache_first = it.config.strategy == "write-through-cache-first";
        // There it is the other way round: the first writer's commit comes last, and the cache has the second's value.
        QCOMPARE(it.left_stale(), shown);
        if (!cache_first) QCOMPARE(reads_stale(it), shown);
    }

    void e13_aReaderFillsWithWhatWasThereBeforeTheWrite_data() {
        strategies_and_whether({{"write-through", true}, {"versioned-cas", false}});
    }
    void e13_aReaderFillsWithWhatWasThereBeforeTheWrite() {
        QFETCH(bool, shown);
        SteppedLab it(fetched());
        const RequestId reader = it.read(user(1));
        it.step_to(reader, fill_of(it.config));
        it.finish(it.write(user(1)));
        it.finish(reader);
        QCOMPARE(it.left_stale(), shown);
        QCOMPARE(reads_stale(it), shown);
    }

    void e14_aValueCachedBeforeACommitThatFailsIsAPhantom_data() {
        strategies_and_whether({{"write-through-cache-first", true}, {"write-through", false}});
    }
    void e14_aValueCachedBeforeACommitThatFailsIsAPhantom() {
        QFETCH(bool, shown);
        for (const bool crashes : {true, false}) {
            SteppedLab it(fetched());
            warm(it);
            if (!crashes) it.fault(FaultKind::db_lock);
            const RequestId writer = it.write(user(1));
            it.step(writer);
            if (crashes) it.crash();
            if (!crashes) it.finish(writer);
            QVERIFY(it.end_of(writer).outcome != Outcome::ok);
            it.lab.heal_all();
            it.finish(it.read(user(1)));
            QCOMPARE(it.broke(Property::dirty_read), shown);
        }
    }

    void e14_cacheFirstShowsValuesBeforeTheyAreCommitted() {
        SteppedLab it(SteppedLab::with("write-through-cache-first"));
        const RequestId writer = it.write(user(1));
        it.step(writer);
        QCOMPARE(it.finish(it.read(user(1))).value.write, writer);
        it.finish(writer);
        QVERIFY(it.broke(Property::read_before_commit));
        QVERIFY(!it.broke(Property::dirty_read));
    }

    void e15_withoutATtlAnOldValueStaysForEver_data() {
        QTest::addColumn<int>("hours");
        QTest::addColumn<bool>("shown");
        QTest::newRow("no TTL") << 0 << true;
        QTest::newRow("a TTL of an hour") << 1 << false;
    }
    void e15_withoutATtlAnOldValueStaysForEver() {
        QFETCH(int, hours);
        QFETCH(bool, shown);
        RunConfig config = SteppedLab::with("write-through");
        config.ttl.set_all(std::chrono::hours(hours));
        SteppedLab it(config);
        const RequestId first = it.write(user(1));
        it.step(first);
        it.finish(it.write(user(1)));
        it.finish(first);
        QVERIFY(reads_stale(it));
        QCOMPARE(it.verdict().for_ever, std::uint64_t(shown ? 1 : 0));
        it.run_for(24h * 365);
        QCOMPARE(reads_stale(it), shown);
    }

    void d9_whatIsKeptInTheCacheOnlyIsGoneWithTheEntry_data() {
        QTest::addColumn<bool>("shown");
        QTest::newRow("kept in the cache only") << true;
        QTest::newRow("cache-aside") << false;
    }
    void d9_whatIsKeptInTheCacheOnlyIsGoneWithTheEntry() {
        QFETCH(bool, shown);
        RunConfig config = SteppedLab::with("cache-aside");
        config.cache_memory = 4'000;
        SteppedLab it(config, shown ? strategy_of<KeptInTheCacheOnly>() : MakeStrategy{});
        QCOMPARE(it.finish(it.write(user(1))).outcome, Outcome::ok);
        QVERIFY(it.finish(it.read(user(1))).found);
        for (std::uint32_t id = 2; id < 60; ++id) it.finish(shown ? it.write(user(id)) : it.read(user(id)));
        QCOMPARE(it.finish(it.read(user(1))).found, !shown);
        QCOMPARE(it.broke(Property::lost_write), shown);
    }
};

QTEST_APPLESS_MAIN(TestPublishedErrors)
#include "tst_published_errors.moc"
