// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "tests/core/strategies/guards/as_published.h"
#include "tests/core/strategies/guards/guard_lab.h"

using namespace stampede;
using namespace stampede::test;
using namespace std::chrono_literals;

namespace {

/// 500 reads a second of 2,000 keys that the cache holds; then the cache dies for two seconds.
GuardLab& lose_the_cache(GuardLab& it, RandomSource& random) {
    for (std::uint32_t id = 1; id <= 2000; ++id) {
        it.read(user(id));
        it.run_for(10ms);
    }
    it.journal.clear();
    const auto two_seconds_of_reads = [&] {
        for (int i = 0; i < 1000; ++i) {
            it.read(user(1 + static_cast<std::uint32_t>(random.below(2000))));
            it.run_for(2ms);
        }
    };
    two_seconds_of_reads();
    it.lab.inject(Fault{FaultKind::redis_kill});
    two_seconds_of_reads();
    it.run_for(60s);
    return it;
}

}  // namespace

/// Errors of the articles about a cache or a database in trouble: each on the variant that they print, and not on the sound one.
class TestDegradationErrors : public QObject {
    Q_OBJECT

   private Q_SLOTS:
    // The loader's failure is taken for the cache's, and the failing database is asked twice.
    void d1_aFailingDatabaseIsAskedTwice() {
        for (const bool published : {true, false}) {
            RunConfig config = published ? guarded("cache-aside") : guarded("cache-aside", {"fallback"});
            config.deadlines.database = 100ms;
            GuardLab it(config, published ? with_layers<LoadsInsideTheTry>() : MakeStrategy{});
            it.lab.inject(Fault{FaultKind::db_slow});
            QCOMPARE(it.answer(user(1)).outcome, Outcome::timed_out);
            QCOMPARE(it.loads(), std::size_t{published ? 2u : 1u});
        }
    }

    // A fallback on errors only: a cache that hangs never fails, and everybody waits for it.
    void d2_aHungCacheIsNoError() {
        for (const bool published : {true, false}) {
            RunConfig config = published ? guarded("cache-aside") : guarded("cache-aside", {"fallback"});
            if (published) config.deadlines.cache = Duration{0};
            GuardLab it(config);
            it.lab.inject(Fault{FaultKind::redis_freeze});
            const RequestId request = it.read(user(1));
            it.run_for(60s);
            QCOMPARE(it.ended(request), !published);
            if (!published) QVERIFY(Duration(it.end_of(request).detail) < 75ms);
        }
    }

    // And with a deadline alone each request pays it again; a breaker pays it a few times.
    void d2_eachRequestPaysTheDeadlineUntilABreakerOpens() {
        for (const bool breaker : {false, true}) {
            GuardLab it(breaker ? guarded("cache-aside", {"circuit-breaker:window=10"}) : guarded("cache-aside"));
            it.lab.inject(Fault{FaultKind::redis_freeze});
            std::size_t slow = 0;
            for (std::uint32_t id = 1; id <= 100; ++id) slow += Duration(it.answer(user(id)).detail) > 100ms ? 1 : 0;
            QCOMPARE(slow, std::size_t{breaker ? 10u : 100u});
        }
    }

    // Everything falls through: the database gets 1/(1-h) times its load. It does 160 loads a second here, and is asked for 500.
    void d3_fallingThroughDrownsTheDatabase() {
        RandomSource random(5);
        RunConfig config = guarded("cache-aside");
        config.deadlines.database = 2s;
        GuardLab published(config);
        lose_the_cache(published, random);
        QVERIFY2(published.reads_ended(Outcome::timed_out) > 0, qPrintable(QString::number(published.reads_ended(Outcome::timed_out))));
        Duration slowest{0};
        for (const Event& event : published.all(EventType::request_ended)) slowest = std::max(slowest, Duration(event.detail));
        QVERIFY(slowest >= 2s);

        config.guards = {*parse_choice("load-shedding:loads=8,waiting=16")};
        GuardLab sound(config);
        lose_the_cache(sound, random);
        QCOMPARE(sound.reads_ended(Outcome::timed_out), std::size_t{0});
        QVERIFY(sound.reads_ended(Outcome::refused) > 100);
        slowest = Duration{0};
        for (const Event& event : sound.all(EventType::request_ended)) slowest = std::max(slowest, Duration(event.detail));
        QVERIFY2(slowest < 300ms, qPrintable(QString::number(slowest.count())));
    }

    // Without a policy Redis refuses writes at its limit, and reads and deletes go on; it does not crash. Nothing new is cached.
    void d6_atItsLimitACacheWithoutAPolicyRefusesWrites() {
        for (const Eviction eviction : {Eviction::noeviction, Eviction::allkeys_lru}) {
            RunConfig config = guarded("cache-aside");
            config.cache_memory = std::size_t{64} << 10;
            config.eviction = eviction;
            config.ttl.set_all(3600s);
            GuardLab it(config);
            for (std::uint32_t id = 1; id <= 1000; ++id) it.answer(user(id));
            const bool full = eviction == Eviction::noeviction;
            const std::size_t refused = it.count_if([](const Event& event) {
                return event.type == EventType::replied && event.verb == Verb::cache_set && event.outcome == Outcome::refused;
            });
            QCOMPARE(refused > 500, full);
            QCOMPARE(it.count(EventType::evicted) > 500, !full);
            QCOMPARE(it.answer(user(1000)).source, full ? Source::database : Source::cache);
            QCOMPARE(it.answer(user(1)).source, full ? Source::cache : Source::database);
            it.write(user(1));
            it.run_for(1s);
            QCOMPARE(it.reads_ended(Outcome::ok), std::size_t{1002});
            QCOMPARE(it.verdict().permanent_inconsistencies, std::uint64_t{0});
        }
    }
};

QTEST_APPLESS_MAIN(TestDegradationErrors)
#include "tst_degradation_errors.moc"
