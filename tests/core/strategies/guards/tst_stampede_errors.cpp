// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "tests/core/strategies/guards/as_published.h"
#include "tests/core/strategies/guards/guard_lab.h"

using namespace stampede;
using namespace stampede::test;
using namespace std::chrono_literals;

namespace {

const Key kAbsent = user(20'000);

/// SELECTs for 50 readers who come at the same moment.
std::size_t loads_of_fifty(const RunConfig& config, Key key) {
    GuardLab it(config);
    it.reads(key, 50);
    it.run_for(30s);
    if (it.reads_ended(Outcome::ok) != 50) return 0;
    return it.loads();
}

/// A hot key is read 1,000 times a second; SELECTs within the second after one write to it.
std::size_t loads_after_a_write(const RunConfig& config) {
    GuardLab it(config);
    it.answer(user(1));
    it.write(user(1));
    const std::size_t before = it.loads();
    for (int i = 0; i < 1000; ++i) {
        it.read(user(1));
        it.run_for(1ms);
    }
    return it.loads() - before;
}

}  // namespace

/// Errors of the articles about misses and stampedes: each on the variant that they print, and not on the sound one.
class TestStampedeErrors : public QObject {
    Q_OBJECT

   private Q_SLOTS:
    // "Cache null results" is said to stop a stampede. All 50 ask before the first can fill.
    void e1_nullCachingIsNoHelpAgainstAStampede() {
        for (const Key key : {user(1), kAbsent}) {
            QCOMPARE(loads_of_fifty(guarded("cache-aside"), key), std::size_t{50});
            QCOMPARE(loads_of_fifty(guarded("cache-aside", {"null-caching"}), key), std::size_t{50});
            QCOMPARE(loads_of_fifty(guarded("cache-aside", {"null-caching", "single-flight"}), key), std::size_t{1});
        }
    }

    // The cached text "null" is true: a hit, for as long as a value lives.
    void e8_absenceIsCachedByAccidentForTheTtlOfAValue() {
        RunConfig config = guarded("cache-aside");
        config.ttl.set_all(3600s);
        GuardLab published(config, with_layers<CacheAside, CachesNullAsAnyValue>());
        published.answer(kAbsent);
        published.run_for(3500s);
        published.answer(kAbsent);
        QCOMPARE(published.loads(), std::size_t{1});

        config.guards = {*parse_choice("null-caching:ttl=300")};
        GuardLab sound(config);
        sound.answer(kAbsent);
        sound.run_for(290s);
        sound.answer(kAbsent);
        QCOMPARE(sound.loads(), std::size_t{1});
        sound.run_for(20s);
        sound.answer(kAbsent);
        QCOMPARE(sound.loads(), std::size_t{2});
    }

    // The other two articles never cache absence.
    void e8_absenceIsNeverCachedAndEveryAskerReachesTheDatabase() {
        GuardLab published(guarded("cache-aside"));
        GuardLab sound(guarded("cache-aside", {"null-caching"}));
        for (int i = 0; i < 20; ++i) {
            published.answer(kAbsent);
            sound.answer(kAbsent);
        }
        QCOMPARE(published.loads(), std::size_t{20});
        QCOMPARE(sound.loads(), std::size_t{1});
    }

    // "One extra cache miss after every write": on a hot key it is rate times load time; stale-while-revalidate does not cover it.
    void e11_aDeleteOnAHotKeyIsAStampede() {
        const std::size_t naive = loads_after_a_write(guarded("cache-aside"));
        QVERIFY2(naive >= 40 && naive <= 120, qPrintable(QString::number(naive)));
        const std::size_t stale_while_revalidate = loads_after_a_write(guarded("cache-aside", {"swr"}));
        QVERIFY(stale_while_revalidate >= 40);
        const std::size_t single = loads_after_a_write(guarded("cache-aside", {"single-flight"}));
        QVERIFY2(single <= 2, qPrintable(QString::number(single)));
        QVERIFY(loads_after_a_write(guarded("cache-aside", {"lease"})) <= 2);
    }

    // The sketch of stale-while-revalidate: every request past the soft deadline refreshes.
    void d7_everyRequestPastTheSoftDeadlineRefreshes() {
        GuardLab published(guarded("cache-aside"), with_layers<CacheAside, EverybodyRevalidates>());
        GuardLab sound(guarded("cache-aside", {"swr:soft=50"}));
        for (GuardLab* it : {&published, &sound}) {
            it->answer(user(1));
            it->run_for(31s);
            it->reads(user(1), 30);
            it->run_for(5s);
        }
        QCOMPARE(published.loads(), std::size_t{31});
        QCOMPARE(sound.loads(), std::size_t{2});
    }

    // And if nobody asks between the two deadlines, nobody refreshes: at the hard one there is a stampede all the same.
    void d7_nobodyInTheWindowMeansAStampedeAtItsEnd() {
        for (const bool guard : {false, true}) {
            GuardLab it(guard ? guarded("cache-aside", {"swr:soft=50", "single-flight"}) : guarded("cache-aside", {"swr:soft=50"}));
            it.answer(user(1));
            it.run_for(61s);
            it.reads(user(1), 30);
            it.run_for(5s);
            QCOMPARE(it.loads(), std::size_t{guard ? 2u : 31u});
        }
    }
};

QTEST_APPLESS_MAIN(TestStampedeErrors)
#include "tst_stampede_errors.moc"
