// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "core/explore/search.h"
#include "tests/core/explore/scenario_of.h"

using namespace stampede;
using namespace stampede::test;

namespace {

SearchResult counted(const Scenario& scenario) {
    SearchLimits limits;
    limits.count_schedules = true;
    return search(scenario, Properties{}, limits);
}

}  // namespace

/// The search on scenarios small enough to be counted by other means.
class TestSearch : public QObject {
    Q_OBJECT

   private Q_SLOTS:
    // One cold reader and one writer: counts from an independent model of the same steps.
    void countsTheSchedulesOfOneReaderAndOneWriter_data() {
        QTest::addColumn<QString>("strategy");
        QTest::addColumn<int>("schedules");
        QTest::addColumn<int>("bad");
        QTest::newRow("cache-aside") << QStringLiteral("cache-aside") << 10 << 1;
        QTest::newRow("delete first") << QStringLiteral("cache-aside-delete-first") << 10 << 6;
        QTest::newRow("double delete") << QStringLiteral("cache-aside-double-delete") << 20 << 3;
        QTest::newRow("write-through") << QStringLiteral("write-through") << 10 << 1;
        QTest::newRow("reselect") << QStringLiteral("write-through-reselect") << 20 << 1;
        QTest::newRow("cache first") << QStringLiteral("write-through-cache-first") << 8 << 4;
        QTest::newRow("versioned cas") << QStringLiteral("versioned-cas") << 10 << 0;
    }
    void countsTheSchedulesOfOneReaderAndOneWriter() {
        QFETCH(QString, strategy);
        QFETCH(int, schedules);
        QFETCH(int, bad);
        const SearchResult result = counted(scenario_of(qPrintable(strategy), 1, 1));
        QVERIFY2(result.exhausted, result.bound.c_str());
        QCOMPARE(result.schedules, static_cast<std::uint64_t>(schedules));
        QCOMPARE(result.bad_schedules[static_cast<std::size_t>(Property::permanent_inconsistency)], static_cast<std::uint64_t>(bad));
    }

    // Requests whose steps are as many in every order can be shuffled in (their sum)! / the product of (each)! ways.
    void requestsOfAFixedLengthAreShuffledInAsManyWaysAsTheMultinomialSays_data() {
        QTest::addColumn<QString>("strategy");
        QTest::addColumn<std::uint32_t>("readers");
        QTest::addColumn<std::uint32_t>("writers");
        QTest::addColumn<std::uint32_t>("steps");  // of each request
        QTest::newRow("no cache, 4W") << QStringLiteral("no-cache") << 0U << 4U << 1U;
        QTest::newRow("no cache, 3R+2W") << QStringLiteral("no-cache") << 3U << 2U << 1U;
        QTest::newRow("cache-aside, 2W") << QStringLiteral("cache-aside") << 0U << 2U << 2U;
        QTest::newRow("cache-aside, 4W") << QStringLiteral("cache-aside") << 0U << 4U << 2U;
        QTest::newRow("delete first, 3W") << QStringLiteral("cache-aside-delete-first") << 0U << 3U << 2U;
        QTest::newRow("write-through, 3W") << QStringLiteral("write-through") << 0U << 3U << 2U;
        QTest::newRow("reselect, 2W") << QStringLiteral("write-through-reselect") << 0U << 2U << 3U;
        QTest::newRow("double delete, 3W") << QStringLiteral("cache-aside-double-delete") << 0U << 3U << 3U;
    }
    void requestsOfAFixedLengthAreShuffledInAsManyWaysAsTheMultinomialSays() {
        QFETCH(QString, strategy);
        QFETCH(std::uint32_t, readers);
        QFETCH(std::uint32_t, writers);
        QFETCH(std::uint32_t, steps);
        std::uint64_t expected = 1;
        for (std::uint32_t request = 0; request < readers + writers; ++request) {
            std::uint64_t places = 1;  // ways to choose this request's among those of all so far
            for (std::uint32_t i = 1; i <= steps; ++i) places = places * (request * steps + i) / i;
            expected *= places;
        }
        const SearchResult result = counted(scenario_of(qPrintable(strategy), readers, writers));
        QVERIFY2(result.exhausted, result.bound.c_str());
        QCOMPARE(result.schedules, expected);
    }

    void aLeaseLeavesNothingBehind() {
        Scenario scenario = scenario_of("cache-aside", 1, 1);
        scenario.config.guards.push_back(Choice{"lease"});
        const SearchResult result = counted(scenario);
        QVERIFY2(result.exhausted, result.bound.c_str());
        QCOMPARE(result.schedules, std::uint64_t{10});
        QCOMPARE(result.violations.size(), std::size_t{0});
    }

    void theFirstCounterexampleIsAShortest() {
        const SearchResult result = search(scenario_of("cache-aside", 1, 1), Properties(Property::permanent_inconsistency), {});
        QCOMPARE(result.violations.size(), std::size_t{1});
        QCOMPARE(result.violations.front().script.size(), std::size_t{5});
        QCOMPARE(to_text(result.violations.front().script, Cast{1, 1, 0}), std::string("R1 R1 W1 W1 R1"));
        const SearchResult stale = search(scenario_of("cache-aside", 2, 1), Properties(Property::stale_read), {});
        QCOMPARE(stale.violations.front().script.size(), std::size_t{6});
    }
};

QTEST_GUILESS_MAIN(TestSearch)
#include "tst_search.moc"
