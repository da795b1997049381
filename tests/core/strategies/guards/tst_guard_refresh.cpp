// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>
#include <cmath>

#include "tests/core/strategies/guards/guard_lab.h"

using namespace stampede;
using namespace stampede::test;
using namespace std::chrono_literals;

namespace {

struct Recomputes {
    double loads = 0;      // of all refreshes
    double refreshes = 0;  // groups of loads that belong together
    double each() const { return loads / refreshes; }
};

/// Readers of one key at Poisson times; TTL 4 s, a load takes 50 ms.
Recomputes recomputes(const std::string& guard, double rate, Duration span) {
    RunConfig config = guarded("cache-aside", {guard});
    config.ttl.set_all(4s);
    config.latency.cache = Duration{0};
    config.latency.database = 50ms;
    config.database_pool = 64;
    GuardLab it(config);
    it.answer(user(1));
    it.journal.clear();
    RandomSource random(3);
    Recomputes counted;
    Instant last{-1h};
    const Instant end = it.loop.now() + span;
    while (it.loop.now() < end) {
        it.run_for(Duration(static_cast<Duration::rep>(-std::log(1 - random.unit()) / rate * 1e9)));
        it.read(user(1));
        for (const Event& event : it.journal) {
            if (event.type != EventType::issued || event.verb != Verb::db_select) continue;
            ++counted.loads;
            if (event.at > last + 1s) ++counted.refreshes;
            last = event.at;
        }
        it.journal.clear();
    }
    return counted;
}

}  // namespace

/// Guards that load an entry anew before it expires.
class TestGuardRefresh : public QObject {
    Q_OBJECT

   private Q_SLOTS:
    void swrServesTheOldEntryWhileOneRefreshRuns() {
        GuardLab it(guarded("cache-aside", {"swr:soft=50"}));
        it.answer(user(1));
        it.run_for(29s);
        it.answer(user(1));
        QCOMPARE(it.loads(), std::size_t{1});
        it.run_for(2s);
        it.reads(user(1), 20);
        it.run_for(10ms);
        QCOMPARE(it.decided(Decision::served_stale), std::size_t{20});
        QCOMPARE(it.reads_ended(Outcome::ok), std::size_t{22});
        it.run_for(1s);
        QCOMPARE(it.loads(), std::size_t{2});
        it.answer(user(1));
        QCOMPARE(it.decided(Decision::served_stale), std::size_t{20});
        // The refreshed entry has a TTL of its own: no one has to wait at the end of the first one's.
        it.run_for(28s);
        QCOMPARE(it.answer(user(1)).source, Source::cache);
    }

    void swrServesTheOldEntryWhileTheDatabaseFails() {
        RunConfig config = guarded("cache-aside", {"swr:soft=50"});
        config.deadlines.database = 100ms;
        GuardLab it(config);
        it.answer(user(1));
        it.run_for(31s);
        it.lab.inject(Fault{FaultKind::db_slow});
        for (int i = 0; i < 10; ++i) {
            const Event end = it.answer(user(1));
            QCOMPARE(end.outcome, Outcome::ok);
            QCOMPARE(end.source, Source::cache);
            it.run_for(200ms);
        }
        it.lab.heal_all();
        it.run_for(2s);
        it.answer(user(1));
        it.run_for(2s);
        QCOMPARE(it.answer(user(1)).source, Source::cache);
        const std::size_t stale = it.decided(Decision::served_stale);
        it.answer(user(1));
        QCOMPARE(it.decided(Decision::served_stale), stale);
    }

    void swrRefreshesThroughALockToo() {
        for (const char* guard : {"single-flight", "mutex"}) {
            GuardLab it(guarded("cache-aside", {"swr:soft=50", guard}, 2));
            it.answer(user(1));
            it.run_for(31s);
            it.read(user(1), 0);
            it.run_for(10ms);
            it.read(user(1), 1);
            it.run_for(2s);
            QCOMPARE(it.loads(), std::size_t{std::string(guard) == "mutex" ? 2u : 3u});
            const std::size_t stale = it.decided(Decision::served_stale);
            it.answer(user(1));
            QCOMPARE(it.decided(Decision::served_stale), stale);
        }
    }

    void xfetchNotesWhatALoadCost() {
        GuardLab it(guarded("cache-aside", {"xfetch"}));
        it.answer(user(1));
        it.run_for(1s);
        // At half a TTL before the end nobody is chosen: e^-600.
        it.run_for(30s);
        for (int i = 0; i < 1000; ++i) it.read(user(1));
        it.run_for(1s);
        QCOMPARE(it.loads(), std::size_t{1});
        // 50 ms before the end, one in e is; the entry never expires.
        it.run_for(Duration(27s + 900ms));
        for (int i = 0; i < 200; ++i) {
            it.read(user(1));
            it.run_for(1ms);
        }
        QVERIFY(it.decided(Decision::refresh_early) > 0);
        QCOMPARE(it.count(EventType::expired), std::size_t{0});
    }

    void anEarlyRefreshThatFailsCostsNoAnswer() {
        RunConfig config = guarded("cache-aside", {"early-random:percent=100,window=30"});
        config.deadlines.database = 100ms;
        GuardLab it(config);
        it.answer(user(1));
        it.run_for(40s);
        it.lab.inject(Fault{FaultKind::db_slow});
        const Event end = it.answer(user(1));
        QCOMPARE(end.outcome, Outcome::ok);
        QVERIFY(end.found);
        QCOMPARE(it.decided(Decision::refresh_early), std::size_t{1});
    }

    // Vattani et al., VLDB 2015; e^(1/beta) is derived in the notes of the project and simulated there by other means.
    void xfetchCostsEToTheOneOverBetaLoadsARefreshWhateverTheRate_data() {
        QTest::addColumn<double>("beta");
        QTest::addColumn<double>("rate");
        for (const double beta : {1.0, 1.5}) {
            for (const double rate : {1000.0, 3000.0})
                QTest::newRow(qPrintable(QStringLiteral("%1 %2").arg(beta).arg(rate))) << beta << rate;
        }
    }
    void xfetchCostsEToTheOneOverBetaLoadsARefreshWhateverTheRate() {
        QFETCH(double, beta);
        QFETCH(double, rate);
        const Recomputes counted = recomputes("xfetch:beta=" + std::to_string(beta), rate, 1500s);
        const double expected = std::exp(1 / beta);
        QVERIFY2(std::abs(counted.each() - expected) < expected * 0.1,
                 qPrintable(QStringLiteral("%1 loads in %2 refreshes: %3").arg(counted.loads).arg(counted.refreshes).arg(counted.each())));
    }

    void d8_aFixedPercentageDependsOnTheRateAndXfetchDoesNot() {
        const double slow = recomputes("early-random:percent=5,window=1", 50, 4000s).each();
        const double fast = recomputes("early-random:percent=5,window=1", 2000, 800s).each();
        QVERIFY2(slow < 3 && fast > 4, qPrintable(QStringLiteral("%1 %2").arg(slow).arg(fast)));
        const double even = recomputes("xfetch:beta=1", 2000, 1200s).each();
        QVERIFY2(even > 2 && even < 3.4, qPrintable(QString::number(even)));
    }
};

QTEST_APPLESS_MAIN(TestGuardRefresh)
#include "tst_guard_refresh.moc"
