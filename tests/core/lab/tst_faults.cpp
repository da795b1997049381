// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "core/strategies/catalogue.h"
#include "tests/core/support/simulated_lab.h"

using namespace stampede;
using namespace stampede::test;
using namespace std::chrono_literals;

namespace {

/// A lab in Run mode that holds user 1 in its cache.
struct Warm : SimulatedLab {
    explicit Warm(const char* strategy = "cache-aside") : SimulatedLab(with(strategy)) {
        lab.set_mode(Mode::run);
        lab.send(RequestKind::read, user(1));
        run_for(1s);
    }
    Event read() {
        lab.send(RequestKind::read, user(1));
        run_for(10s);
        return events(EventType::request_ended).back();
    }
};

}  // namespace

class TestFaults : public QObject {
    Q_OBJECT

   private Q_SLOTS:
    void withTheCacheDownEveryReadComesFromTheDatabaseWithoutAnError() {
        for (const StrategyInfo& info : strategies()) {
            Warm it(std::string(info.id).c_str());
            it.lab.inject(Fault{FaultKind::redis_kill});
            const Event read = it.read();
            QCOMPARE(read.outcome, Outcome::ok);
            QCOMPARE(read.source, Source::database);
            it.lab.send(RequestKind::write, user(1));
            it.run_for(10s);
            // Where the queue is in the cache, or an article forgot the case, a write finds no safe place and its client is told.
            const bool needs_cache = info.id.starts_with("write-behind-");
            QVERIFY2(it.events(EventType::request_ended).back().outcome == (needs_cache ? Outcome::unavailable : Outcome::ok),
                     info.id.data());
        }
    }

    void aFrozenCacheCostsOneDeadlineAndNoError() {
        Warm it;
        it.lab.inject(Fault{FaultKind::redis_freeze});
        const Event read = it.read();
        QCOMPARE(read.outcome, Outcome::ok);
        QCOMPARE(read.source, Source::database);
        const Duration latency{read.detail};
        QVERIFY(latency >= it.config.deadlines.cache);
        QVERIFY(latency < it.config.deadlines.cache + it.config.latency.database + 5ms);
        QCOMPARE(it.events(EventType::replied).back().verb, Verb::db_select);
        it.lab.heal_all();
        QCOMPARE(it.read().source, Source::cache);
    }

    void aTimedOutWriteToAFrozenCacheLandsLater() {
        Warm it("write-through");
        it.lab.inject(Fault{FaultKind::redis_freeze});
        it.lab.send(RequestKind::write, user(1));
        it.run_for(1s);
        QCOMPARE(it.replies().back(), std::string("SET timed out"));
        const auto sets = [&] {
            std::size_t count = 0;
            for (const Event& event : it.events(EventType::effect)) count += event.verb == Verb::cache_set ? 1 : 0;
            return count;
        };
        const std::size_t before = sets();
        it.lab.heal_all();
        it.run_for(1s);
        QCOMPARE(sets(), before + 1);
    }

    void aKilledCacheComesBackEmpty() {
        Warm it;
        QCOMPARE(it.read().source, Source::cache);
        it.lab.inject(Fault{FaultKind::redis_kill});
        it.lab.heal_all();
        QCOMPARE(it.read().source, Source::database);
        QCOMPARE(it.read().source, Source::cache);
    }

    void aSlowDatabaseHoldsConnectionsAndIsShownAsFaultTime() {
        Warm it;
        it.lab.inject(Fault{FaultKind::db_slow, 0, {}, 800ms});
        it.lab.send(RequestKind::read, user(2));
        it.run_for(5s);
        const auto replies = it.events(EventType::replied);
        const auto select = std::find_if(replies.rbegin(), replies.rend(), [](const Event& e) { return e.verb == Verb::db_select; });
        QCOMPARE(select->timing.fault, Duration(800ms));
    }

    void aLockedDatabaseRefusesWritersAndServesReaders() {
        Warm it;
        it.lab.inject(Fault{FaultKind::db_lock});
        it.lab.send(RequestKind::write, user(1));
        it.lab.send(RequestKind::read, user(2));
        it.run_for(10s);
        QCOMPARE(it.events(EventType::request_ended).back().outcome, Outcome::refused);
        QCOMPARE(it.events(EventType::request_ended)[1].outcome, Outcome::ok);
        it.lab.heal_all();
        it.lab.send(RequestKind::write, user(1));
        it.run_for(1s);
        QCOMPARE(it.events(EventType::request_ended).back().outcome, Outcome::ok);
    }

    void anExpiredKeyIsAMissAndTheJournalSaysThatItExpired() {
        Warm it;
        it.lab.inject(Fault{FaultKind::expire_key, 0, user(1)});
        QCOMPARE(it.events(EventType::expired).size(), std::size_t{1});
        QCOMPARE(it.read().source, Source::database);
        it.run_for(2h);
        QCOMPARE(it.events(EventType::expired).size(), std::size_t{2});
    }

    void crashingTheApplicationFailsItsRequestsAndOthersAreRefusedUntilItIsBack() {
        Warm it;
        it.lab.send(RequestKind::read, user(5));
        it.run_for(10ms);
        it.lab.inject(Fault{FaultKind::app_crash});
        QCOMPARE(it.events(EventType::request_ended).back().outcome, Outcome::crashed);
        QCOMPARE(it.read().outcome, Outcome::unavailable);
        it.lab.heal_all();
        QCOMPARE(it.read().outcome, Outcome::ok);
        QCOMPARE(it.lab.in_flight(), std::size_t{0});
    }

    void injectingAndHealingTwiceIsTheSameAsOnce() {
        Warm it;
        for (const FaultKind kind : kFaultKinds) {
            Fault fault{kind};
            fault.key = user(1);
            it.lab.inject(fault);
            it.lab.inject(fault);
            it.run_for(50ms);
            it.lab.heal(kind);
            it.lab.heal(kind);
        }
        it.lab.heal_all();
        QCOMPARE(it.read().outcome, Outcome::ok);
        QCOMPARE(it.read().source, Source::cache);
    }
};

QTEST_APPLESS_MAIN(TestFaults)
#include "tst_faults.moc"
