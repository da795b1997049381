// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "tests/core/strategies/write_behind/published_list_queue.h"
#include "tests/core/strategies/write_behind/write_behind_lab.h"

using namespace stampede;
using namespace stampede::test;
using namespace std::chrono_literals;

namespace {

constexpr const char* kA = "write-behind-as-published-a";
constexpr const char* kB = "write-behind-as-published-b";
constexpr const char* kMemory = "write-behind";
constexpr const char* kList = "write-behind-list";
constexpr const char* kStream = "write-behind-stream";

// Nothing is coalesced, so that the scenario is the same for the sound strategy and the faulty one.
RunConfig every_write() { return WriteBehindLab::with(kMemory, {{"coalesce", 0}}); }

std::uint64_t writes_twice(const WriteBehindLab& it) { return it.verdict().applied_twice; }
bool diverges(const WriteBehindLab& it) { return it.verdict().permanent_inconsistencies > 0; }

/// The next operation that commits anything takes so much longer to reach the database.
void hold_up_next_commit(WriteBehindLab& it, Duration extra) {
    it.world.delay([extra, held = false](const Operation& operation) mutable {
        if (held || !commits(operation.verb)) return Duration{0};
        held = true;
        return extra;
    });
}

}  // namespace

/// The numbered errors of the write-behinds that articles publish: what each does there, and that the sound ones do not.
class TestWriteBehindErrors : public QObject {
    Q_OBJECT

   private Q_SLOTS:
    void w1_writesOvertakeErasuresOfTheSameBatch() {
        const auto play = [](WriteBehindLab& it) {
            it.erase(user(1));
            const RequestId write = it.write(user(1));
            it.run_for(20s);
            return it.row(user(1)) == LastCommit{write, true};
        };
        WriteBehindLab published(kA);
        QVERIFY(!play(published));
        QVERIFY(!published.row(user(1)).exists && published.is_cached(user(1)));
        QVERIFY(diverges(published));
        WriteBehindLab memory(every_write()), coalescing(kMemory), list(kList), stream(kStream);
        for (WriteBehindLab* it : {&memory, &coalescing, &list, &stream}) {
            QVERIFY(play(*it));
            QVERIFY(!diverges(*it));
        }
    }

    void w2_aReaderBringsAnErasedRowBack() {
        const auto play = [](WriteBehindLab& it) {
            it.run_for(10ms);
            it.erase(user(1));
            it.run_for(10ms);
            it.read(user(1));
            it.run_for(20s);
            const RequestId later = it.read(user(1));
            it.run_for(1s);
            return it.end_of(later).found;
        };
        WriteBehindLab published(kA);
        QVERIFY(play(published));
        QVERIFY(diverges(published));
        WriteBehindLab memory(kMemory), list(kList), stream(kStream);
        for (WriteBehindLab* it : {&memory, &list, &stream}) {
            QVERIFY(!play(*it));
            QVERIFY(!diverges(*it));
        }
        // The queue knows of the erasure before the database does: not even the first read finds the row.
        QCOMPARE(memory.verdict().stale_reads, std::uint64_t{0});
    }

    void w2_aReaderThatWasAtTheDatabaseAlreadyDoesNotBringItBackEither() {
        WriteBehindLab it(kMemory);
        it.read(user(1));
        it.run_for(10ms);
        it.erase(user(1));
        it.run_for(30s);
        QVERIFY(!it.is_cached(user(1)));
    }

    void w3_aTimerStartsAFlushBesideOneThatHangs() {
        const auto play = [](RunConfig config) {
            config.deadlines.database = 8s;
            WriteBehindLab it(config);
            it.run_for(4s);
            it.lab.inject(Fault{FaultKind::db_lock});
            it.write(user(1));
            it.run_for(3s);
            const RequestId newer = it.write(user(1));
            it.run_for(6500ms);
            it.lab.heal_all();
            it.run_for(20s);
            return it.row(user(1)).write == newer && it.cached(user(1)) == newer;
        };
        QVERIFY(!play(WriteBehindLab::with(kA)));
        QVERIFY(play(every_write()));
        QVERIFY(play(WriteBehindLab::with(kMemory)));
        QVERIFY(play(WriteBehindLab::with(kList)));
        QVERIFY(play(WriteBehindLab::with(kStream)));
    }

    void w4_aGracefulEndDoesNotWaitForTheFlushInFlight() {
        const auto lost_by_the_end = [](const RunConfig& config) {
            WriteBehindLab it(config);
            it.run_for(10ms);
            it.lab.inject(Fault{FaultKind::db_lock});
            for (std::uint32_t i = 1; i <= 3; ++i) it.write(user(i));
            it.run_for(6s);
            bool closed = false;
            it.lab.close([&closed] { closed = true; });
            it.run_for(1ms);
            if (!closed) it.lab.heal_all();
            while (!closed && it.loop.run_one()) {
            }
            return it.verdict().lost_writes;
        };
        QCOMPARE(lost_by_the_end(WriteBehindLab::with(kA)), std::uint64_t{3});
        QCOMPARE(lost_by_the_end(WriteBehindLab::with(kB)), std::uint64_t{3});
        for (const char* sound : {kMemory, kList, kStream}) QCOMPARE(lost_by_the_end(WriteBehindLab::with(sound)), std::uint64_t{0});
    }

    void w4_aWriteAfterTheEndIsRefusedAndNotLost() {
        const auto told_after_the_end = [](const char* strategy) {
            WriteBehindLab it(strategy);
            it.run_for(10ms);
            it.close_within(1s);
            const RequestId late = it.write(user(1));
            it.run_for(1s);
            return it.end_of(late).outcome;
        };
        QCOMPARE(told_after_the_end(kA), Outcome::ok);
        QCOMPARE(told_after_the_end(kMemory), Outcome::refused);
    }

    void w5_anEndWithTheDatabaseDownTriesWithoutAPause() {
        const auto attempts_in_ten_seconds = [](const char* strategy) {
            RunConfig config = WriteBehindLab::with(strategy);
            config.deadlines.database = 1ms;
            WriteBehindLab it(config);
            it.run_for(10ms);
            it.lab.inject(Fault{FaultKind::db_lock});
            it.write(user(1));
            it.run_for(10ms);
            it.lab.close([] {});
            it.run_for(10s);
            return it.attempts();
        };
        QVERIFY(attempts_in_ten_seconds(kA) > 1000);
        for (const char* sound : {kMemory, kList, kStream}) {
            const std::size_t attempts = attempts_in_ten_seconds(sound);
            QVERIFY2(attempts > 1 && attempts < 25, sound);
        }
    }

    void w6_halfABatchIsCommittedTwice() {
        const auto twice = [](const RunConfig& config) {
            WriteBehindLab it(config);
            it.run_for(10ms);
            it.write(user(1));
            it.erase(kPoison);
            it.run_for(1min);
            return writes_twice(it);
        };
        QVERIFY(twice(WriteBehindLab::with(kA)) > 0);
        for (const RunConfig& sound : {every_write(), WriteBehindLab::with(kList), WriteBehindLab::with(kStream)}) {
            QCOMPARE(twice(sound), std::uint64_t{0});
        }
    }

    void w6_aCommitWhoseAnswerComesTooLateIsNotRepeated() {
        const auto twice = [](const char* strategy) {
            RunConfig config = WriteBehindLab::with(strategy);
            config.deadlines.database = 200ms;
            WriteBehindLab it(config);
            it.run_for(10ms);
            it.lab.inject(Fault{FaultKind::db_slow, 0, {}, 800ms});
            it.write(user(1));
            it.run_for(8s);
            it.lab.heal_all();
            it.run_for(1min);
            return writes_twice(it);
        };
        QVERIFY(twice(kA) > 0);
        QCOMPARE(twice(kMemory), std::uint64_t{0});
        QCOMPARE(twice(kStream), std::uint64_t{0});
    }

    void w7_oneBatchATickIsAllThatIsEverDrained() {
        const auto committed_in_thirty_seconds = [](const char* strategy) {
            WriteBehindLab it(strategy);
            for (std::uint32_t i = 1; i <= 1000; ++i) it.write(user(i));
            it.run_for(30s + 100ms);
            return it.committed().size();
        };
        QCOMPARE(committed_in_thirty_seconds(kA), std::size_t{6 * 50});
        for (const char* sound : {kMemory, kList, kStream}) QCOMPARE(committed_in_thirty_seconds(sound), std::size_t{1000});
    }

    void w8_aReadBeforeTheFlushGetsTheOldRowAndCachesIt() {
        const auto play = [](WriteBehindLab& it) {
            const RequestId write = it.write(user(1));
            it.run_for(100ms);
            it.lab.inject(Fault{FaultKind::expire_key, 0, user(1)});
            const RequestId read = it.read(user(1));
            it.run_for(20s);
            return it.end_of(read).value.write == write;
        };
        WriteBehindLab a(kA), b(kB), sound(kMemory);
        for (WriteBehindLab* published : {&a, &b}) {
            QVERIFY(!play(*published));
            QCOMPARE(published->verdict().read_your_writes, std::uint64_t{1});
            QVERIFY(diverges(*published));
        }
        QVERIFY(play(sound));
        QCOMPARE(sound.verdict().read_your_writes, std::uint64_t{0});
        QVERIFY(!diverges(sound));
    }

    void w8_aCrashBetweenCacheAndQueueLeavesAValueThatNobodyWillCommit() {
        const auto play = [](WriteBehindLab& it) {
            it.run_for(10ms);
            const RequestId write = it.write(user(1));
            it.run_for(700us);  // the cache has it, the application does not know yet
            it.lab.inject(Fault{FaultKind::app_crash});
            it.lab.heal_all();
            it.run_for(1min);
            return it.cached(user(1)) == write && it.row(user(1)).write == 0;
        };
        WriteBehindLab a(kA), b(kB), list(kList), stream(kStream);
        QVERIFY(play(a));
        QVERIFY(play(b));
        QVERIFY(!play(list));
        QVERIFY(!play(stream));
        QVERIFY(!diverges(list) && !diverges(stream));
    }

    void w9_theQueueGrowsWithoutBound() {
        const auto longest_queue = [](const char* strategy, WriteBehindLab::Options options) {
            WriteBehindLab it(strategy, std::move(options));
            for (std::uint32_t i = 0; i < 3000; ++i) it.write(user(i % 300 + 1));
            it.run_for(4s);
            std::int64_t longest = 0;
            for (const Event& event : it.events(EventType::enqueued)) longest = std::max(longest, event.detail);
            return longest;
        };
        QCOMPARE(longest_queue(kA, {}), std::int64_t{3000});
        QVERIFY(longest_queue(kMemory, {}) <= 300 + 50);  // a change for each row, and the batch in flight
        QVERIFY(longest_queue(kMemory, {{"coalesce", 0}, {"bound", 200}}) <= 200);
    }

    void w9_aPoisonedWriteBlocksTheHeadForEver() {
        const auto committed = [](const char* strategy) {
            WriteBehindLab it(strategy);
            it.write(kPoison);
            it.write(user(1));
            it.run_for(10min);
            return it.committed().size();
        };
        QCOMPARE(committed(kA), std::size_t{0});
        for (const char* sound : {kMemory, kList, kStream}) QCOMPARE(committed(sound), std::size_t{1});
    }

    void w10_aRefusedWriteGoesToTheEnd() {
        const auto play = [](RunConfig config) {
            config.deadlines.database = 300ms;
            WriteBehindLab it(config);
            it.run_for(10ms);
            it.lab.inject(Fault{FaultKind::db_lock});
            it.write(user(1));
            it.run_for(10ms);
            const RequestId newer = it.write(user(1));
            it.run_for(1400ms);
            it.lab.heal_all();
            it.run_for(20s);
            return it.row(user(1)).write == newer;
        };
        QVERIFY(!play(WriteBehindLab::with(kB)));
        QVERIFY(play(every_write()));
        QVERIFY(play(WriteBehindLab::with(kList)));
        QVERIFY(play(WriteBehindLab::with(kStream)));
    }

    void w11_aSecondWorkerOvertakesASlowOneAlthoughNothingFails() {
        const auto play = [](WriteBehindLab& it) {
            it.run_for(10ms);
            it.write(user(1));
            hold_up_next_commit(it, 3s);
            it.run_for(1500ms);
            const RequestId newer = it.write(user(1));
            it.run_for(30s);
            return it.row(user(1)).write == newer;
        };
        WriteBehindLab published(kB);
        QVERIFY(!play(published));
        QVERIFY(diverges(published));
        RunConfig quick = every_write();
        quick.options.emplace_back("interval", 1);
        WriteBehindLab memory(quick), list(kList), stream(kStream);
        for (WriteBehindLab* it : {&memory, &list, &stream}) {
            QVERIFY(play(*it));
            QVERIFY(!diverges(*it));
        }
    }

    void w12_aDatabaseThatIsDownIsAskedInAHotLoop() {
        const auto attempts_in_ten_seconds = [](const char* strategy) {
            RunConfig config = WriteBehindLab::with(strategy);
            config.deadlines.database = 1ms;
            WriteBehindLab it(config);
            it.run_for(10ms);
            it.lab.inject(Fault{FaultKind::db_lock});
            it.write(user(1));
            it.run_for(10s);
            return it.attempts();
        };
        QVERIFY(attempts_in_ten_seconds(kB) > 1000);
        for (const char* sound : {kMemory, kList, kStream}) QVERIFY2(attempts_in_ten_seconds(sound) < 25, sound);
    }

    void w13_whoseCrashLosesWritesIsDecidedByWhereTheQueueIs() {
        const auto lost = [](const char* strategy, FaultKind crash) {
            WriteBehindLab it(strategy, {{"interval", 1}});
            it.run_for(100ms);
            const RequestId write = it.write(user(1));
            it.run_for(100ms);
            it.lab.inject(Fault{crash});
            it.run_for(100ms);
            it.lab.heal_all();
            it.run_for(1min);
            return it.acknowledged(write) && it.verdict().lost_writes == 1;
        };
        for (const char* in_the_application : {kA, kB, kMemory}) {
            QVERIFY(!lost(in_the_application, FaultKind::redis_kill));
            QVERIFY(lost(in_the_application, FaultKind::app_crash));
        }
        for (const char* in_the_cache : {kList, kStream}) {
            QVERIFY(lost(in_the_cache, FaultKind::redis_kill));
            QVERIFY(!lost(in_the_cache, FaultKind::app_crash));
        }
    }

    void w14_aWriteThatIsOnlyQueuedIsNotReadByWhoWroteIt() {
        const auto broken = [](WriteBehindLab& it) {
            it.run_for(100ms);
            it.write(user(1));
            it.run_for(10ms);
            it.read(user(1));
            it.run_for(500ms);
            return it.verdict().read_your_writes;
        };
        WriteBehindLab published(WriteBehindLab::with("no-cache"), WriteBehindLab::maker<PublishedListQueue>());
        QCOMPARE(broken(published), std::uint64_t{1});
        WriteBehindLab list(kList);
        QCOMPARE(broken(list), std::uint64_t{0});
    }

    void w14_aJobThatIsPoppedBeforeItIsDoneIsLostInACrash() {
        const auto taken = [](const WriteBehindLab& it) {
            const auto effects = it.events(EventType::effect);
            return std::any_of(effects.begin(), effects.end(), [](const Event& event) {
                const bool takes = event.verb == Verb::list_pop || event.verb == Verb::list_take || event.verb == Verb::stream_read;
                return takes && event.applied;
            });
        };
        const auto lost = [&taken](WriteBehindLab& it) {
            it.run_for(100ms);
            const RequestId write = it.write(user(1));
            while (!taken(it) && it.loop.run_one()) {
            }
            it.lab.inject(Fault{FaultKind::app_crash});
            it.lab.heal_all();
            it.run_for(1min);
            return it.acknowledged(write) && it.committed().empty();
        };
        WriteBehindLab published(WriteBehindLab::with("no-cache"), WriteBehindLab::maker<PublishedListQueue>());
        QVERIFY(lost(published));
        QCOMPARE(published.verdict().lost_writes, std::uint64_t{1});
        WriteBehindLab list(kList), stream(kStream);
        for (WriteBehindLab* it : {&list, &stream}) {
            QVERIFY(!lost(*it));
            QCOMPARE(it->verdict().lost_writes, std::uint64_t{0});
        }
    }

    void w15_writeBehindIsNotAsSafeAsWriteThrough() {
        const auto lost = [](const char* strategy) {
            WriteBehindLab it(strategy);
            it.run_for(100ms);
            const RequestId write = it.write(user(1));
            while (!it.acknowledged(write) && it.loop.run_one()) {
            }
            it.lab.inject(Fault{FaultKind::app_crash});
            it.lab.heal_all();
            it.run_for(1min);
            return it.verdict().lost_writes;
        };
        for (const char* behind : {kA, kB, kMemory}) QCOMPARE(lost(behind), std::uint64_t{1});
        QCOMPARE(lost("write-through"), std::uint64_t{0});
    }
};

QTEST_APPLESS_MAIN(TestWriteBehindErrors)
#include "tst_write_behind_errors.moc"
