// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "core/strategies/combination.h"
#include "tests/core/strategies/write_behind/write_behind_lab.h"

using namespace stampede;
using namespace stampede::test;
using namespace std::chrono_literals;

namespace {

using Writes = std::vector<WriteId>;

const char* const kSound[] = {"write-behind", "write-behind-list", "write-behind-stream"};

void eachSound() {
    QTest::addColumn<QString>("strategy");
    for (const char* strategy : kSound) QTest::newRow(strategy) << QString::fromUtf8(strategy);
}

RunConfig chosen() {
    QFETCH(QString, strategy);
    return WriteBehindLab::with(qPrintable(strategy));
}

}  // namespace

class TestWriteBehind : public QObject {
    Q_OBJECT

   private Q_SLOTS:
    void aWriteIsAcknowledgedBeforeItCommits_data() { eachSound(); }
    void aWriteIsAcknowledgedBeforeItCommits() {
        WriteBehindLab it(chosen());
        it.run_for(10ms);
        const RequestId write = it.write(user(1));
        it.run_for(100ms);
        QVERIFY(it.acknowledged(write));
        QVERIFY(it.committed().empty());
        it.run_for(10s);
        QVERIFY((it.committed() == Writes{write}));
        QCOMPARE(it.verdict().lost_writes, std::uint64_t{0});
    }

    void anErasureGoesThroughEveryPath_data() { eachSound(); }
    void anErasureGoesThroughEveryPath() {
        WriteBehindLab it(chosen());
        it.read(user(1));
        it.run_for(1s);
        QVERIFY(it.is_cached(user(1)));
        const RequestId erasure = it.erase(user(1));
        it.run_for(10ms);
        QVERIFY(it.acknowledged(erasure));
        QVERIFY(!it.is_cached(user(1)));
        it.run_for(20s);
        QVERIFY((it.row(user(1)) == LastCommit{erasure, false}));
        const RequestId read = it.read(user(1));
        it.run_for(1s);
        QCOMPARE(it.end_of(read).outcome, Outcome::ok);
        QVERIFY(!it.end_of(read).found);
    }

    void closingFlushesEverything_data() { eachSound(); }
    void closingFlushesEverything() {
        WriteBehindLab it(chosen());
        for (std::uint32_t i = 1; i <= 120; ++i) it.write(user(i));
        it.run_for(30ms);
        QVERIFY(it.close_within(3s));
        QCOMPARE(it.committed().size(), std::size_t{120});
        QVERIFY(it.verdict().broken() == Properties() || it.verdict().broken() == Properties(Property::read_before_commit));
    }

    void anOutageOfTheDatabaseLosesNothingAndIsWaitedOut_data() { eachSound(); }
    void anOutageOfTheDatabaseLosesNothingAndIsWaitedOut() {
        RunConfig config = chosen();
        config.deadlines.database = 200ms;
        WriteBehindLab it(config);
        it.run_for(10ms);
        it.lab.inject(Fault{FaultKind::db_lock});
        for (std::uint32_t i = 0; i < 10; ++i) it.write(user(i % 3 + 1));
        it.run_for(5min);
        QVERIFY(it.committed().empty());
        QVERIFY(it.events(EventType::dead_letter).empty());
        // Backoff: 500 ms, 1 s, 2 s ... 30 s, each with at most a batch and a look whether anything is taken.
        QVERIFY(it.attempts() >= 10 && it.attempts() < 45);
        it.lab.heal_all();
        it.run_for(1min);
        for (std::uint32_t id = 1; id <= 3; ++id) QCOMPARE(it.row(user(id)).write, it.cached(user(id)));
        QCOMPARE(it.verdict().lost_writes, std::uint64_t{0});
        QCOMPARE(it.verdict().permanent_inconsistencies, std::uint64_t{0});
    }

    void aPoisonedWriteBlocksNobodyAndBecomesADeadLetter_data() { eachSound(); }
    void aPoisonedWriteBlocksNobodyAndBecomesADeadLetter() {
        WriteBehindLab it(chosen());
        const RequestId poison = it.write(kPoison);
        const RequestId first = it.write(user(1));
        const RequestId second = it.write(user(2));
        it.run_for(6500ms);
        QVERIFY(it.acknowledged(poison));
        QCOMPARE(it.row(user(1)).write, first);
        QCOMPARE(it.row(user(2)).write, second);
        it.run_for(2min);
        const auto letters = it.events(EventType::dead_letter);
        QCOMPARE(letters.size(), std::size_t{1});
        QCOMPARE(letters.front().value.write, poison);
        QVERIFY(letters.front().key == kPoison);
        // Nobody may go on reading what will never be.
        QVERIFY(!it.is_cached(kPoison));
        QVERIFY(it.state().queue().empty());
        QCOMPARE(it.verdict().lost_writes, std::uint64_t{1});
        const std::size_t before = it.attempts();
        it.run_for(2min);
        QCOMPARE(it.attempts(), before);
    }

    void aCloseEndsAlthoughOnlyPoisonWaits_data() { eachSound(); }
    void aCloseEndsAlthoughOnlyPoisonWaits() {
        WriteBehindLab it(chosen());
        it.write(kPoison);
        it.run_for(10ms);
        QVERIFY(it.close_within(30s));
        QCOMPARE(it.events(EventType::dead_letter).size(), std::size_t{1});
    }

    void aCloseGivesUpWhenTheDatabaseTakesNothing_data() { eachSound(); }
    void aCloseGivesUpWhenTheDatabaseTakesNothing() {
        RunConfig config = chosen();
        config.deadlines.database = 100ms;
        WriteBehindLab it(config);
        it.lab.inject(Fault{FaultKind::db_lock});
        it.write(user(1));
        it.run_for(10ms);
        QVERIFY(!it.close_within(24s));
        QVERIFY(it.attempts() < 30);
        it.run_for(30s);
        QVERIFY(it.closed);
        QCOMPARE(it.verdict().lost_writes, std::uint64_t{1});
    }

    void withoutACacheTheDatabaseIsAskedAtOnce() {
        WriteBehindLab it("write-behind");
        const RequestId first = it.write(user(1));
        const RequestId second = it.write(user(2));
        it.run_for(100ms);
        it.lab.inject(Fault{FaultKind::redis_kill});
        const RequestId third = it.write(user(1));
        it.run_for(1s);
        QVERIFY(it.acknowledged(first) && it.acknowledged(third));
        QVERIFY((it.committed() == Writes{third, second}));
    }

    void aQueueInTheCacheTakesNothingWithoutACache_data() {
        QTest::addColumn<QString>("strategy");
        QTest::newRow("list") << QStringLiteral("write-behind-list");
        QTest::newRow("stream") << QStringLiteral("write-behind-stream");
    }
    void aQueueInTheCacheTakesNothingWithoutACache() {
        WriteBehindLab it(chosen());
        it.lab.inject(Fault{FaultKind::redis_kill});
        const RequestId write = it.write(user(1));
        it.run_for(10s);
        QCOMPARE(it.end_of(write).outcome, Outcome::unavailable);
        it.lab.heal_all();
        const RequestId later = it.write(user(1));
        it.run_for(60s);
        QVERIFY((it.committed() == Writes{later}));

        // A cache that comes back empty goes on with higher tickets: what it takes from then on is newer, not older.
        it.lab.inject(Fault{FaultKind::redis_kill});
        it.run_for(1s);
        it.lab.heal_all();
        const RequestId last = it.write(user(1));
        it.run_for(60s);
        QVERIFY((it.committed() == Writes{later, last}));
    }

    void everyGuardAndInvalidationStandsOnIt_data() {
        QTest::addColumn<QString>("strategy");
        QTest::addColumn<QString>("guard");
        QTest::addColumn<QString>("invalidation");
        const auto add = [](const char* strategy, std::string_view guard, std::string_view invalidation) {
            const auto text = [](std::string_view id) { return QString::fromUtf8(id.data(), static_cast<qsizetype>(id.size())); };
            QTest::newRow((std::string(strategy) + " " + std::string(guard) + std::string(invalidation)).c_str())
                << text(strategy) << text(guard) << text(invalidation);
        };
        for (const char* strategy : kSound) {
            const StrategyInfo& info = *find_strategy(strategy);
            for (const LayerInfo& guard : guards()) {
                if (obstacle(info, guard).empty()) add(strategy, guard.id, {});
            }
            for (const LayerInfo& invalidation : invalidations()) {
                if (obstacle(info, invalidation).empty()) add(strategy, {}, invalidation.id);
            }
        }
    }
    void everyGuardAndInvalidationStandsOnIt() {
        QFETCH(QString, guard);
        QFETCH(QString, invalidation);
        RunConfig config = chosen();
        if (!guard.isEmpty()) config.guards.push_back(Choice{guard.toStdString()});
        config.invalidation.id = invalidation.toStdString();
        QVERIFY(check(config));
        WriteBehindLab it(config);
        RandomSource random(7);
        for (int i = 0; i < 600; ++i) {
            const Key key = user(static_cast<std::uint32_t>(random.below(20)) + 1);
            const std::uint64_t what = random.below(10);
            it.lab.send(what < 5 ? RequestKind::read : what < 9 ? RequestKind::write : RequestKind::erase, key);
            it.run_for(std::chrono::milliseconds(random.below(20)));
        }
        it.run_for(30s);
        QVERIFY(it.close_within(30s));
        QCOMPARE(it.lab.in_flight(), std::size_t{0});
        const Properties promised = promises(config);
        for (const Property property : {Property::lost_write, Property::dirty_read, Property::applied_twice}) {
            QVERIFY(!promised.contains(property) || !it.verdict().broke(property));
        }
    }

    void whatIsPromisedHoldsOnFourInstancesWithUnevenStores_data() { eachSound(); }
    void whatIsPromisedHoldsOnFourInstancesWithUnevenStores() {
        for (std::uint64_t seed = 1; seed <= 20; ++seed) {
            RunConfig config = chosen();
            config.seed = seed;
            config.instances = 4;
            config.latency.spread = Spread::log_normal;
            config.latency.tail_share = 0.01;
            config.options = {{"interval", 0.2}};
            WriteBehindLab it(config);
            RandomSource random(seed);
            for (int i = 0; i < 500; ++i) {
                const Key key = user(static_cast<std::uint32_t>(random.below(10)) + 1);
                const std::uint64_t what = random.below(10);
                it.lab.send(what < 5 ? RequestKind::read : what < 9 ? RequestKind::write : RequestKind::erase, key);
                it.run_for(std::chrono::milliseconds(random.below(5)));
            }
            it.run_for(1s);
            QVERIFY(it.close_within(30s));
            for (const Property property : kProperties) {
                QVERIFY2(!promises(config).contains(property) || !it.verdict().broke(property), std::string(id_of(property)).c_str());
            }
        }
    }

    void aFullBatchIsFlushedAtOnceAndInOrder() {
        WriteBehindLab it("write-behind", {{"batch", 4}, {"coalesce", 0}});
        for (std::uint32_t i = 0; i < 4; ++i) it.write(user(1));
        it.run_for(500ms);
        QVERIFY((it.committed() == Writes{1, 2, 3, 4}));
        QCOMPARE(it.events(EventType::flushed).size(), std::size_t{1});
        QCOMPARE(it.events(EventType::flushed).front().detail, std::int64_t{4});
    }

    void theRunsOwnFieldsStillSetTheBatch() {
        RunConfig config = WriteBehindLab::with("write-behind", {{"coalesce", 0}});
        config.write_behind.batch = 3;
        WriteBehindLab it(config);
        for (std::uint32_t i = 0; i < 3; ++i) it.write(user(1));
        it.run_for(500ms);
        QCOMPARE(it.committed().size(), std::size_t{3});
    }

    void coalescingCommitsTheLastWriteOfEachRowAndSaysWhatItReplaced() {
        WriteBehindLab it("write-behind");
        const RequestId first = it.write(user(1));
        it.run_for(10ms);
        const RequestId other = it.write(user(2));
        it.run_for(10ms);
        const RequestId last = it.write(user(1));
        it.run_for(10ms);
        const auto replaced = it.events(EventType::coalesced);
        QCOMPARE(replaced.size(), std::size_t{1});
        QCOMPARE(replaced.front().value.write, first);
        QCOMPARE(replaced.front().detail, static_cast<std::int64_t>(last));
        QCOMPARE(it.state().queue().size(), std::size_t{2});
        it.run_for(10s);
        // In the older one's place, so that a hot row is not put off for ever.
        QVERIFY((it.committed() == Writes{last, other}));
        QVERIFY(it.state().queue().empty());
        QCOMPARE(it.verdict().lost_writes, std::uint64_t{0});
    }

    void aFullQueueMakesWritersWaitAndRefusesThemCleanlyIfItStaysFull_data() {
        QTest::addColumn<QString>("strategy");
        QTest::newRow("memory") << QStringLiteral("write-behind");
        QTest::newRow("stream") << QStringLiteral("write-behind-stream");
    }
    void aFullQueueMakesWritersWaitAndRefusesThemCleanlyIfItStaysFull() {
        RunConfig config = chosen();
        config.options = {{"bound", 5}, {"batch", 5}, {"interval", 1}};
        config.deadlines.database = 2s;
        WriteBehindLab it(config);
        it.run_for(10ms);
        std::vector<RequestId> writes;
        for (std::uint32_t i = 1; i <= 12; ++i) writes.push_back(it.write(user(i)));
        it.run_for(20ms);
        QCOMPARE(it.events(EventType::request_ended).size(), std::size_t{5});
        it.run_for(5s);
        for (const RequestId write : writes) QVERIFY(it.acknowledged(write));

        it.lab.inject(Fault{FaultKind::db_lock});
        writes.clear();
        for (std::uint32_t i = 1; i <= 7; ++i) writes.push_back(it.write(user(i)));
        it.run_for(20s);
        std::size_t refused = 0;
        for (const RequestId write : writes) refused += it.end_of(write).outcome == Outcome::refused ? 1 : 0;
        QCOMPARE(refused, std::size_t{2});
        it.lab.heal_all();
        it.run_for(2min);
        QCOMPARE(it.committed().size(), std::size_t{12 + 5});
        QCOMPARE(it.verdict().permanent_inconsistencies, std::uint64_t{0});
    }

    void whileALearnerThinksTheFlusherWaitsToo() {
        SimulatedLab it(SimulatedLab::with("write-behind"));
        it.lab.send(RequestKind::write, user(1));
        it.step_all();
        for (int i = 0; i < 10 && it.lab.waiting().empty(); ++i) it.lab.wait(1s);
        QCOMPARE(it.lab.waiting().size(), std::size_t{1});
        QCOMPARE(it.lab.waiting().front().verb, Verb::db_apply_batch);
    }

    void aCachedValueGetsItsVersionWithTheCommit() {
        WriteBehindLab it("write-behind");
        it.write(user(1));
        it.run_for(1s);
        QVERIFY((it.state().cached(user(1))->value == Value{1, 0}));
        it.run_for(10s);
        QVERIFY((it.state().cached(user(1))->value == Value{1, kInitialVersion + 1}));
    }

    void writersOfOneRowKeepTheirOrderHoweverLongTheCacheTakes() {
        for (std::uint64_t seed = 1; seed <= 30; ++seed) {
            RunConfig config = WriteBehindLab::with("write-behind");
            config.seed = seed;
            config.latency.spread = Spread::log_normal;
            config.latency.sigma = 1;
            WriteBehindLab it(config);
            for (int i = 0; i < 40; ++i) {
                it.write(user(1));
                if (i % 3 == 0) it.read(user(1));
                if (i % 7 == 0) it.erase(user(1));
                it.run_for(300us);
            }
            it.run_for(20s);
            const LastCommit row = it.row(user(1));
            QCOMPARE(it.cached(user(1)), row.exists ? row.write : 0);
            QCOMPARE(it.verdict().permanent_inconsistencies, std::uint64_t{0});
            QCOMPARE(it.verdict().lost_writes, std::uint64_t{0});
        }
    }

    void severalConsumersOfAStreamCommitEachWriteOnceAndEndWithTheNewest() {
        RunConfig config = WriteBehindLab::with("write-behind-stream", {{"batch", 3}, {"interval", 0.01}});
        config.instances = 4;
        config.latency.spread = Spread::log_normal;
        WriteBehindLab it(config);
        for (int i = 0; i < 400; ++i) {
            it.write(user(static_cast<std::uint32_t>(i) % 5 + 1));
            it.run_for(2ms);
        }
        it.run_for(30s);
        QCOMPARE(it.verdict().applied_twice, std::uint64_t{0});
        QCOMPARE(it.verdict().lost_writes, std::uint64_t{0});
        QCOMPARE(it.verdict().permanent_inconsistencies, std::uint64_t{0});
    }

    void aCrashLosesExactlyWhatWasNotFlushedAndTheVerdictSaysSo() {
        WriteBehindLab it("write-behind", {{"batch", 10}});
        for (std::uint32_t i = 1; i <= 17; ++i) it.write(user(i));
        it.run_for(1s);
        it.lab.inject(Fault{FaultKind::app_crash});
        it.run_for(1s);
        it.lab.heal_all();
        it.run_for(20s);
        QCOMPARE(it.events(EventType::crashed).front().detail, std::int64_t{0});
        QCOMPARE(it.committed().size(), std::size_t{17});

        for (std::uint32_t i = 1; i <= 7; ++i) it.write(user(i));
        it.run_for(500ms);
        it.lab.inject(Fault{FaultKind::app_crash});
        it.lab.heal_all();
        it.run_for(20s);
        QCOMPARE(it.events(EventType::crashed).back().detail, std::int64_t{7});
        QCOMPARE(it.committed().size(), std::size_t{17});
        QCOMPARE(it.verdict().lost_writes, std::uint64_t{7});
    }
};

QTEST_APPLESS_MAIN(TestWriteBehind)
#include "tst_write_behind.moc"
