// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "core/strategies/guards/bloom_filter.h"
#include "tests/core/strategies/guards/guard_lab.h"

using namespace stampede;
using namespace stampede::test;
using namespace std::chrono_literals;

namespace {

const Key kAbsent = user(20'000);

std::string text(std::string_view view) { return std::string(view); }

}  // namespace

/// Every guard does what it says and only that. Those that choose early refreshes and the breaker have tests of their own.
class TestGuards : public QObject {
    Q_OBJECT

   private Q_SLOTS:
    void everyOptionHasADefaultWithinItsRangeAndASentence() {
        for (const LayerInfo& guard : guards()) {
            QVERIFY2(!guard.sentence.empty() && !guard.source.empty() && !guard.name.empty(), text(guard.id).c_str());
            QVERIFY((guard.make != nullptr) != (guard.adapt != nullptr));
            for (const OptionInfo& option : guard.options) {
                QVERIFY2(option.low <= option.standard && option.standard <= option.high, text(option.id).c_str());
                QVERIFY(!option.sentence.empty());
            }
        }
    }

    void nullCachingAsksForAnAbsentRowOnceInItsTtl() {
        GuardLab it(guarded("cache-aside", {"null-caching:ttl=300"}));
        for (int i = 0; i < 5; ++i) {
            const Event end = it.answer(kAbsent);
            QCOMPARE(end.outcome, Outcome::ok);
            QVERIFY(!end.found);
        }
        QCOMPARE(it.loads(), std::size_t{1});
        it.run_for(301s);
        it.answer(kAbsent);
        QCOMPARE(it.loads(), std::size_t{2});
        GuardLab without(guarded("cache-aside"));
        for (int i = 0; i < 5; ++i) without.answer(kAbsent);
        QCOMPARE(without.loads(), std::size_t{5});
    }

    void nullCachingLeavesRowsTheirTtl() {
        GuardLab it(guarded("cache-aside", {"null-caching:ttl=300"}));
        it.answer(user(1));
        it.run_for(59s);
        QCOMPARE(it.answer(user(1)).source, Source::cache);
        it.run_for(2s);
        QCOMPARE(it.answer(user(1)).source, Source::database);
    }

    void anInsertClearsTheNoteOfAbsenceOnEveryPath_data() {
        QTest::addColumn<QString>("strategy");
        const LayerInfo& guard = *find_guard("null-caching");
        for (const StrategyInfo& info : strategies()) {
            if (obstacle(info, guard).empty()) QTest::newRow(text(info.id).c_str()) << QString::fromStdString(text(info.id));
        }
    }
    void anInsertClearsTheNoteOfAbsenceOnEveryPath() {
        QFETCH(QString, strategy);
        GuardLab it(guarded(strategy.toStdString(), {"null-caching"}));
        QVERIFY(!it.answer(kAbsent).found);
        QVERIFY(!it.answer(kAbsent).found);
        const RequestId insert = it.write(kAbsent);
        it.run_for(20s);
        QCOMPARE(it.end_of(insert).outcome, Outcome::ok);
        const Event end = it.answer(kAbsent);
        QVERIFY(end.found);
        QCOMPARE(end.value.write, insert);
    }

    void jitterSpreadsTtlsByItsShareAndNoMore() {
        GuardLab it(guarded("cache-aside", {"jitter:percent=10"}));
        for (std::uint32_t id = 1; id <= 200; ++id) it.read(user(id));
        it.run_for(10s);
        Duration least = 1h, most{0};
        for (const Event& event : it.all(EventType::effect)) {
            if (event.verb != Verb::cache_set) continue;
            least = std::min(least, Duration(event.detail) - event.at);
            most = std::max(most, Duration(event.detail) - event.at);
        }
        QVERIFY(least >= 54s && least < 55s);
        QVERIFY(most <= 66s && most > 65s);
    }

    void fillIfAbsentLeavesWhatAWriterHasPut() {
        for (const bool guard : {false, true}) {
            RunConfig config = guard ? guarded("write-through", {"fill-if-absent"}) : guarded("write-through");
            GuardLab it(config);
            // The reader has the old row in its hands while the writer puts the new one.
            it.world.inject(Fault{FaultKind::db_slow, 0, {}, 200ms});
            it.read(user(1));
            it.run_for(10ms);
            it.world.heal(Fault{FaultKind::db_slow});
            it.write(user(1));
            it.run_for(5s);
            QCOMPARE(it.verdict().permanent_inconsistencies, std::uint64_t{guard ? 0u : 1u});
        }
    }

    void singleFlightLoadsOnceAnInstance() {
        for (const std::uint32_t instances : {1u, 4u}) {
            GuardLab it(guarded("cache-aside", {"single-flight"}, instances));
            for (std::uint32_t i = 0; i < 48; ++i) it.read(user(1), static_cast<InstanceId>(i % instances));
            it.run_for(5s);
            QCOMPARE(it.loads(), std::size_t{instances});
            QCOMPARE(it.decided(Decision::joined), std::size_t{48 - instances});
            QCOMPARE(it.reads_ended(Outcome::ok), std::size_t{48});
        }
    }

    void singleFlightSharesAnError() {
        RunConfig config = guarded("cache-aside", {"single-flight"});
        config.deadlines.database = 100ms;
        GuardLab it(config);
        it.lab.inject(Fault{FaultKind::db_slow});
        it.reads(user(1), 20);
        it.run_for(150ms);
        QCOMPARE(it.reads_ended(Outcome::timed_out), std::size_t{20});
        QCOMPARE(it.loads(), std::size_t{1});
        it.lab.heal_all();
        it.run_for(1s);
        QCOMPARE(it.answer(user(1)).outcome, Outcome::ok);
    }

    // The other instance fills the entry after this one's miss and before its load.
    void singleFlightLooksAgainBeforeItLoads() {
        const RunConfig config = guarded("cache-aside", {"single-flight"}, 2);
        GuardLab first(config);
        first.answer(user(1));
        Instant filled{0};
        for (const Event& event : first.all(EventType::effect)) filled = event.verb == Verb::cache_set ? event.at : filled;
        GuardLab it(config);
        it.read(user(1), 0);
        it.run_for(filled - 520us);
        it.read(user(1), 1);
        it.run_for(5s);
        const std::size_t misses = it.count_if(
            [](const Event& event) { return event.type == EventType::replied && event.verb == Verb::cache_get && !event.found; });
        QCOMPARE(misses, std::size_t{3});  // each one's first look, and the first one's second
        QCOMPARE(it.loads(), std::size_t{1});
    }

    void aReaderAfterAWriteJoinsNoFlightFromBeforeIt() {
        GuardLab it(guarded("cache-aside", {"single-flight"}));
        it.lab.inject(Fault{FaultKind::db_slow, 0, {}, 500ms});
        it.read(user(1));
        it.run_for(10ms);
        it.lab.heal_all();
        const RequestId write = it.write(user(1));
        it.run_for(100ms);
        QVERIFY(it.ended(write));
        QCOMPARE(it.answer(user(1)).value.write, write);
    }

    void loadSheddingRunsSoManyLetsSoManyWaitAndRefusesTheRest() {
        GuardLab it(guarded("cache-aside", {"load-shedding:loads=2,waiting=3"}));
        for (std::uint32_t id = 1; id <= 10; ++id) it.read(user(id));
        it.run_for(60ms);
        QCOMPARE(it.loads(), std::size_t{4});
        QCOMPARE(it.count(EventType::shed), std::size_t{5});
        QCOMPARE(it.reads_ended(Outcome::refused), std::size_t{5});
        it.run_for(1s);
        QCOMPARE(it.reads_ended(Outcome::ok), std::size_t{5});
        for (std::uint32_t id = 11; id <= 12; ++id) it.read(user(id));
        it.run_for(1s);
        QCOMPARE(it.reads_ended(Outcome::ok), std::size_t{7});
    }

    void fallbackWaitsForAFrozenCacheOnlyAMoment() {
        for (const bool guard : {false, true}) {
            GuardLab it(guard ? guarded("cache-aside", {"fallback"}) : guarded("cache-aside"));
            it.answer(user(1));
            it.lab.inject(Fault{FaultKind::redis_freeze});
            const Event end = it.answer(user(1));
            QCOMPARE(end.outcome, Outcome::ok);
            QCOMPARE(end.source, Source::database);
            const Duration least = guard ? 20ms : 100ms;
            QVERIFY(Duration(end.detail) >= least + 50ms && Duration(end.detail) < least + 55ms);
        }
    }

    void fallbackLeavesWritersTheirDeadline() {
        GuardLab it(guarded("cache-aside", {"fallback"}));
        it.lab.inject(Fault{FaultKind::redis_freeze});
        const RequestId write = it.write(user(1));
        it.run_for(5s);
        QVERIFY(Duration(it.end_of(write).detail) >= 150ms);
    }

    void aFilterIsWrongAsOftenAsItWasMadeFor() {
        for (const double error : {0.05, 0.01, 0.001}) {
            BloomFilter filter(10'000, error);
            for (std::uint32_t id = 1; id <= 10'000; ++id) filter.add(user(id));
            std::size_t wrong = 0;
            for (std::uint32_t id = 1; id <= 10'000; ++id) QVERIFY(filter.may_contain(user(id)));
            for (std::uint32_t id = 100'001; id <= 300'000; ++id) wrong += filter.may_contain(user(id)) ? 1 : 0;
            const double share = static_cast<double>(wrong) / 200'000;
            QVERIFY2(share > error * 0.7 && share < error * 1.3, qPrintable(QString::number(share)));
        }
        QCOMPARE(BloomFilter(10'000, 0.01).bits(), std::size_t{95'851});
        QCOMPARE(BloomFilter(10'000, 0.01).hashes(), std::size_t{7});
    }

    void bloomAnswersForAbsentRowsWithoutAnyStore() {
        GuardLab it(guarded("cache-aside", {"bloom"}));
        it.run_for(1s);
        const std::size_t gets = it.issued(Verb::cache_get);
        std::size_t asked = 0;
        for (std::uint32_t id = 20'001; id <= 21'000; ++id) {
            QVERIFY(!it.answer(user(id)).found);
        }
        asked = it.loads();
        QVERIFY2(asked < 20, qPrintable(QString::number(asked)));
        QCOMPARE(it.issued(Verb::cache_get) - gets, asked);
        QCOMPARE(it.decided(Decision::filtered), 1000 - asked);
        QVERIFY(it.answer(user(1)).found);
    }

    void bloomLetsEverythingThroughUntilItIsFull() {
        GuardLab it(guarded("cache-aside", {"bloom"}));
        it.read(kAbsent);
        it.run_for(10ms);
        QCOMPARE(it.issued(Verb::cache_get), std::size_t{1});
    }

    void anErasedRowStaysInTheFilterAndIsAnsweredAllTheSame() {
        GuardLab it(guarded("cache-aside", {"bloom"}));
        it.run_for(1s);
        it.send(RequestKind::erase, user(5));
        it.run_for(1s);
        const Event end = it.answer(user(5));
        QCOMPARE(end.outcome, Outcome::ok);
        QVERIFY(!end.found);
        QCOMPARE(it.decided(Decision::filtered), std::size_t{0});
    }

    // The announcement is lost in a frozen cache. The commit waits for as long as others may still trust what they know.
    void aRowAppearsOnlyWhenNobodyTrustsAFilterWithoutIt() {
        RunConfig config = guarded("cache-aside", {"bloom:delay=1000"}, 2);
        config.deadlines.cache = 10ms;
        config.latency.database = 1ms;
        GuardLab it(config);
        it.run_for(8s);
        QVERIFY(!it.answer(user(30'000), 1).found);
        QCOMPARE(it.decided(Decision::filtered), std::size_t{1});
        it.lab.inject(Fault{FaultKind::redis_freeze});
        const RequestId write = it.write(user(30'000), 0);
        for (int i = 0; i < 1000 && !it.ended(write); ++i) it.run_for(5ms);
        QCOMPARE(it.end_of(write).outcome, Outcome::ok);
        const Event end = it.answer(user(30'000), 1);
        QVERIFY(end.found);
        QCOMPARE(end.value.write, write);
    }

    // Rows appear through every instance while all others ask for them, messages get lost and instances crash: none may be denied.
    void bloomNeverDeniesARowThatAnyInstanceHasInserted() {
        RunConfig config = guarded("cache-aside", {"bloom:error=10,rows=25000"}, 3);
        GuardLab it(config);
        it.run_for(6s);
        RandomSource random(11);
        std::vector<RequestId> writes;
        for (std::uint32_t id = 30'000; id < 30'300; ++id) {
            const auto by = static_cast<InstanceId>(random.below(3));
            if (id == 30'100) it.lab.inject(Fault{FaultKind::redis_freeze});
            if (id == 30'120) it.lab.heal_all();
            if (id == 30'150) it.lab.inject(Fault{FaultKind::redis_kill});
            if (id == 30'160) it.lab.heal_all();
            if (id == 30'200) it.lab.inject(Fault{FaultKind::app_crash, 1});
            if (id == 30'205) it.lab.heal_all();
            const RequestId write = it.write(user(id), by);
            for (int i = 0; i < 40; ++i) {
                it.run_for(Duration(static_cast<Duration::rep>(random.below(20'000'000))));
                it.read(user(id), static_cast<InstanceId>(random.below(3)));
                it.read(user(id + 500'000), static_cast<InstanceId>(random.below(3)));
                if (it.end_of(write).outcome == Outcome::ok && it.ended(write) && i < 30) i = 30;
            }
            writes.push_back(write);
        }
        it.run_for(10s);
        QVERIFY2(it.decided(Decision::filtered) > 1000, qPrintable(QString::number(it.decided(Decision::filtered))));
        std::map<Key, Instant> acknowledged;
        std::map<RequestId, Event> begun;
        std::size_t denied = 0, judged = 0;
        for (const Event& event : it.journal) {
            if (event.type == EventType::request_begun) begun[event.request] = event;
            if (event.type != EventType::request_ended || event.outcome != Outcome::ok) continue;
            if (event.kind == RequestKind::write) acknowledged[event.key] = event.at;
            if (event.kind != RequestKind::read || !acknowledged.contains(event.key)) continue;
            if (begun[event.request].at < acknowledged[event.key]) continue;
            ++judged;
            denied += event.found ? 0 : 1;
        }
        QVERIFY2(judged > 1000, qPrintable(QString::number(judged)));
        QCOMPARE(denied, std::size_t{0});
    }
};

QTEST_APPLESS_MAIN(TestGuards)
#include "tst_guards.moc"
