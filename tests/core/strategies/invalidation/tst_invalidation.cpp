// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "core/strategies/invalidation/pub_sub.h"
#include "core/strategies/invalidation/tracking.h"
#include "core/strategies/paths/read_through.h"
#include "tests/core/strategies/stepped_lab.h"

using namespace stampede;
using namespace stampede::test;
using namespace std::chrono_literals;

namespace {

/// Read-through whose replies from the cache take a moment to arrive: messages overtake them.
class SlowReplies final : public Path {
   public:
    using Path::Path;
    Task<Reply> get(Key key) override {
        const Reply cached = co_await cache.get(key);
        co_await clock.sleep(10ms);
        co_return cached;
    }
    Task<Acknowledgement> write(Key key, Change change) override {
        const Reply committed = co_await top().commit(key, change);
        co_await top().drop(key, committed);
        co_return acknowledgement_of(committed);
    }
};

template <class P, class L>
MakeStrategy layered() {
    return [](const RunConfig& config, const Environment& environment) -> std::unique_ptr<Strategy> {
        std::vector<std::unique_ptr<Layer>> layers;
        layers.push_back(std::make_unique<L>(Options(L::kOptions, config.invalidation.options), environment));
        return std::make_unique<Combination>(std::make_unique<P>(environment), std::move(layers), environment.host);
    };
}

/// Every instance has read user 1 twice: what it can keep, it keeps.
struct Warm : SteppedLab {
    explicit Warm(const RunConfig& configuration) : SteppedLab(configuration) {
        for (int round = 0; round < 2; ++round) {
            for (std::uint32_t id = 0; id < config.instances; ++id) finish(read(user(1), static_cast<InstanceId>(id)));
        }
    }
    Source source(InstanceId at) { return finish(read(user(1), at)).source; }
    bool reads_stale(InstanceId at) {
        const std::uint64_t before = verdict().stale_reads;
        finish(read(user(1), at, 9));
        return verdict().stale_reads > before;
    }
};

void one_instance_and_four() {
    QTest::addColumn<QString>("invalidation");
    QTest::addColumn<int>("instances");
    for (const LayerInfo& info : invalidations()) {
        for (const int count : {1, 4}) QTest::addRow("%s, %d", info.id.data(), count) << QString(info.id.data()) << count;
    }
}

}  // namespace

class TestInvalidation : public QObject {
    Q_OBJECT

   private Q_SLOTS:
    void afterAWriteAndAMomentEveryInstanceReadsTheNewRow_data() { one_instance_and_four(); }
    void afterAWriteAndAMomentEveryInstanceReadsTheNewRow() {
        QFETCH(QString, invalidation);
        QFETCH(int, instances);
        const bool by_ttl = invalidation == "ttl-only";
        RunConfig config = SteppedLab::with("cache-aside", invalidation.toStdString(), static_cast<std::uint32_t>(instances));
        config.ttl.set_all(60s);
        Warm it(config);
        for (const RequestKind kind : {RequestKind::write, RequestKind::erase, RequestKind::write}) {
            it.finish(it.send(kind, user(1), 0, 2));
            it.run_for(1s);
            for (int id = 0; id < instances; ++id) QCOMPARE(it.reads_stale(static_cast<InstanceId>(id)), by_ttl);
            it.run_for(1s);
        }
        QCOMPARE(it.left_stale(), by_ttl);
        it.run_for(70s);
        QVERIFY(!it.left_stale());
        QVERIFY(!it.reads_stale(0));
    }

    void everyInvalidationStandsOnEveryPathThatItDoesNotRefuse() {
        for (const StrategyInfo& path : strategies()) {
            for (const LayerInfo& layer : invalidations()) {
                RunConfig config = SteppedLab::with(std::string(path.id), std::string(layer.id), 2);
                if (!obstacle(path, layer).empty()) {
                    QVERIFY(!check(config));
                    continue;
                }
                QVERIFY(check(config));
                Warm it(config);
                it.finish(it.write(user(1)));
                it.run_for(20s);
                const bool ages =
                    path.id == "write-around" || layer.id == "ttl-only" || (path.id.starts_with("write-behind") && layer.id != "on-write");
                const std::string names = std::string(path.id) + " " + std::string(layer.id);
                QVERIFY2(ages || !it.reads_stale(1), names.c_str());
                QVERIFY2(ages || !it.left_stale(), names.c_str());
                QCOMPARE(it.finish(it.write(user(2), 1)).outcome, Outcome::ok);
            }
        }
    }

    void whatAnInstanceKeepsItAnswersItself_data() {
        QTest::addColumn<QString>("invalidation");
        QTest::newRow("pub-sub") << QString("pub-sub");
        QTest::newRow("tracking") << QString("tracking");
    }
    void whatAnInstanceKeepsItAnswersItself() {
        QFETCH(QString, invalidation);
        RunConfig config = SteppedLab::with("cache-aside", invalidation.toStdString(), 4);
        config.invalidation.options = {{"ttl", 30}, {"entries", 2}};
        Warm it(config);
        const std::size_t asked = it.effects(Verb::cache_get);
        const std::size_t hits = it.count(EventType::local_hit, 3);
        const Event read = it.finish(it.read(user(1), 3));
        QCOMPARE(read.source, Source::local);
        QCOMPARE(read.value.version, kInitialVersion);
        QCOMPARE(it.effects(Verb::cache_get), asked);
        QCOMPARE(it.count(EventType::local_hit, 3), hits + 1);

        // A copy ends with its own TTL, however long the entry lives ...
        it.run_for(31s);
        QCOMPARE(it.source(3), Source::cache);
        // ... and makes room for what is used more recently.
        for (std::uint32_t id : {2u, 2u, 3u, 3u}) it.finish(it.read(user(id), 3));
        QCOMPARE(it.source(3), Source::cache);
        QCOMPARE(it.finish(it.read(user(3), 3)).source, Source::local);
    }

    void aWriteEmptiesTheCopiesOfTheOthers_data() { whatAnInstanceKeepsItAnswersItself_data(); }
    void aWriteEmptiesTheCopiesOfTheOthers() {
        QFETCH(QString, invalidation);
        Warm it(SteppedLab::with("cache-aside", invalidation.toStdString(), 4));
        it.finish(it.write(user(1), 2));
        it.run_for(10ms);
        for (InstanceId id = 0; id < 4; ++id) QCOMPARE(it.count(EventType::local_dropped, id), std::size_t{1});
        QCOMPARE(it.source(0), Source::database);
        QCOMPARE(it.source(1), Source::cache);
    }

    void aWriterNeverReadsItsOwnInstancesOldCopy_data() { whatAnInstanceKeepsItAnswersItself_data(); }
    void aWriterNeverReadsItsOwnInstancesOldCopy() {
        QFETCH(QString, invalidation);
        Warm it(SteppedLab::with("cache-aside", invalidation.toStdString(), 2));
        // Up to its acknowledgement, and not a moment longer.
        it.finish(it.write(user(1), 1, 7));
        it.finish(it.read(user(1), 1, 7));
        QVERIFY(!it.broke(Property::read_your_writes));
    }

    void aWriterDropsItsOwnCopyBeforeItTellsTheOthers() {
        Warm it(SteppedLab::with("cache-aside", "pub-sub", 2));
        const RequestId writer = it.write(user(1), 1);
        it.step_to(writer, "PUBLISH");
        QCOMPARE(it.count(EventType::local_dropped, 1), std::size_t{1});
        QCOMPARE(it.count(EventType::local_dropped, 0), std::size_t{0});
        // The message may never be sent: the writer is told that it has written all the same.
        it.fault(FaultKind::redis_freeze);
        QCOMPARE(it.finish(writer).outcome, Outcome::ok);
        QCOMPARE(it.source(1), Source::database);
        QCOMPARE(it.source(0), Source::local);
    }

    void anAnswerThatAMessageOvertookIsNotKept_data() { whatAnInstanceKeepsItAnswersItself_data(); }
    void anAnswerThatAMessageOvertookIsNotKept() {
        QFETCH(QString, invalidation);
        RunConfig config = SteppedLab::with("read-through", invalidation.toStdString(), 2);
        config.latency.cache = config.latency.database = 1ms;
        SteppedLab it(config, invalidation == "pub-sub" ? layered<SlowReplies, PubSub>() : layered<SlowReplies, Tracking>());
        it.finish(it.read(user(1), 0));
        // Instance 1 gets the old value from the cache; before it has it in hands, instance 0 changes the row and says so.
        const RequestId slow = it.read(user(1), 1);
        it.step(slow);
        it.finish(it.write(user(1), 0));
        it.run_for(2ms);
        QVERIFY(it.count(EventType::message, 1) > 0);
        QVERIFY(!it.ended(slow));
        it.finish(slow);
        it.run_for(5ms);
        QVERIFY(!it.left_stale());
        QVERIFY(it.finish(it.read(user(1), 1)).source != Source::local);
    }

    void whenTheCacheServerDiesTheCopiesGo_data() { whatAnInstanceKeepsItAnswersItself_data(); }
    void whenTheCacheServerDiesTheCopiesGo() {
        QFETCH(QString, invalidation);
        Warm it(SteppedLab::with("cache-aside", invalidation.toStdString(), 2));
        it.fault(FaultKind::redis_kill);
        it.run_for(10ms);
        QCOMPARE(it.source(0), Source::database);
        QCOMPARE(it.source(1), Source::database);
        // Nobody could be told of this one.
        it.finish(it.write(user(1), 0));
        it.lab.heal_all();
        it.run_for(10ms);
        for (InstanceId id = 0; id < 2; ++id) QVERIFY(!it.reads_stale(id));
        it.run_for(1s);
        it.finish(it.write(user(1), 0));
        it.run_for(10ms);
        QVERIFY(!it.reads_stale(1));
    }

    void anAbsentRowIsNoCopyAndAnInsertIsSeen_data() { whatAnInstanceKeepsItAnswersItself_data(); }
    void anAbsentRowIsNoCopyAndAnInsertIsSeen() {
        QFETCH(QString, invalidation);
        RunConfig config = SteppedLab::with("cache-aside", invalidation.toStdString(), 2);
        config.guards = {Choice{"null-caching"}};
        SteppedLab it(config);
        for (int i = 0; i < 2; ++i) it.finish(it.read(kNobody, 1));
        QCOMPARE(it.finish(it.read(kNobody, 1)).source, Source::local);
        it.finish(it.write(kNobody, 0));
        it.run_for(10ms);
        QVERIFY(it.finish(it.read(kNobody, 1)).found);
    }

    void e4_aCrashBetweenCommitAndDeleteIsMadeGoodByTheOutboxOnly_data() {
        QTest::addColumn<QString>("strategy");
        QTest::addColumn<QString>("invalidation");
        QTest::addColumn<int>("instances");
        QTest::addColumn<bool>("shown");
        QTest::newRow("on write") << "cache-aside"
                                  << "on-write" << 1 << true;
        QTest::newRow("versioned-cas, on write") << "versioned-cas"
                                                 << "on-write" << 1 << true;
        QTest::newRow("versioned-keys, on write") << "versioned-keys"
                                                  << "on-write" << 1 << true;
        QTest::newRow("outbox") << "cache-aside"
                                << "outbox" << 1 << false;
        QTest::newRow("outbox, four instances") << "cache-aside"
                                                << "outbox" << 4 << false;
        QTest::newRow("versioned-cas, outbox") << "versioned-cas"
                                               << "outbox" << 2 << false;
        QTest::newRow("versioned-keys, outbox") << "versioned-keys"
                                                << "outbox" << 2 << false;
    }
    void e4_aCrashBetweenCommitAndDeleteIsMadeGoodByTheOutboxOnly() {
        QFETCH(QString, strategy);
        QFETCH(QString, invalidation);
        QFETCH(int, instances);
        QFETCH(bool, shown);
        Warm it(SteppedLab::with(strategy.toStdString(), invalidation.toStdString(), static_cast<std::uint32_t>(instances)));
        it.run_for(5s);
        const RequestId writer = it.write(user(1), 0);
        it.step_to(writer, "UPDATE");
        it.lab.step([&] {
            for (const Waiting& waiting : it.lab.waiting()) {
                if (waiting.request == writer) return waiting.operation;
            }
            return OperationId{0};
        }());
        while (it.effects(Verb::db_update) == 0) it.loop.run_one();
        it.crash(0);
        QVERIFY(it.left_stale());
        if (instances == 1) it.lab.heal_all();
        it.run_for(10s);
        QCOMPARE(it.left_stale(), shown);
        it.lab.heal_all();
        QCOMPARE(it.reads_stale(0), false);  // the writer was never told: nothing obliges a read to see it
        QCOMPARE(it.finish(it.read(user(1), 0)).value.write, shown ? WriteId{0} : writer);
    }

    void theRelayGoesOnUntilTheCacheHasHeardIt() {
        Warm it(SteppedLab::with("cache-aside", "outbox", 2));
        it.run_for(5s);
        it.fault(FaultKind::redis_freeze);
        it.finish(it.write(user(1), 0));
        it.run_for(3s);
        QCOMPARE(it.effects(Verb::db_outbox_done), std::size_t{0});
        it.lab.heal_all();
        it.run_for(3s);
        QVERIFY(it.effects(Verb::db_outbox_done) > 0);
        QVERIFY(!it.left_stale());
        // And nothing is taken twice once it is done.
        const std::size_t deleted = it.effects(Verb::cache_del);
        it.run_for(10s);
        QCOMPARE(it.effects(Verb::cache_del), deleted);
    }

    void e7_aCrashBetweenCommitAndEventLosesTheEvent_data() {
        QTest::addColumn<QString>("invalidation");
        QTest::addColumn<bool>("shown");
        QTest::newRow("hybrid") << "hybrid" << true;
        QTest::newRow("outbox") << "outbox" << false;
    }
    void e7_aCrashBetweenCommitAndEventLosesTheEvent() {
        QFETCH(QString, invalidation);
        QFETCH(bool, shown);
        Warm it(SteppedLab::with("cache-aside", invalidation.toStdString(), 2));
        it.run_for(5s);
        const RequestId writer = it.write(user(1), 0);
        it.step(writer);
        if (it.ended(writer)) QVERIFY(!shown);
        it.crash(0);
        it.lab.heal_all();
        it.run_for(10s);
        QCOMPARE(it.left_stale(), shown);
        // The bounded TTL is what is left then.
        it.run_for(300s);
        QVERIFY(!it.left_stale());
    }

    void e7_untilTheEventIsHeardReadersGetTheOldValue() {
        Warm it(SteppedLab::with("cache-aside", "hybrid", 2));
        const Event written = it.finish(it.write(user(1), 0));
        QCOMPARE(written.outcome, Outcome::ok);
        QVERIFY(it.reads_stale(1));
        it.run_for(1s);
        QVERIFY(!it.reads_stale(1));
        QCOMPARE(it.effects(Verb::cache_del), std::size_t{2});
    }
};

QTEST_APPLESS_MAIN(TestInvalidation)
#include "tst_invalidation.moc"
