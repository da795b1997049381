// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "core/explore/minimise.h"
#include "core/explore/random_schedules.h"
#include "core/explore/search.h"

using namespace stampede;

namespace {

Scenario cache_aside(std::uint32_t readers, std::uint32_t writers) {
    Scenario scenario;
    scenario.readers = readers;
    scenario.writers = writers;
    return scenario;
}

}  // namespace

/// Scripts that somebody made, cut down to what matters; and schedules at random.
class TestMinimise : public QObject {
    Q_OBJECT

   private Q_SLOTS:
    // Whatever a random schedule that breaks it looks like, what is left is as long as the shortest that the search knows.
    void leavesNoClientAndNoChoiceTooMany() {
        Stage stage(cache_aside(4, 3), nullptr);
        RandomSchedules schedules(stage, 7);
        int broken = 0;
        for (int run = 0; run < 2000 && broken < 20; ++run) {
            const std::vector<ExploreChoice> script = schedules.run();
            QVERIFY(stage.over());
            if (!stage.judge().broken().contains(Property::permanent_inconsistency)) continue;
            ++broken;
            const Script least = minimise({cache_aside(4, 3), script}, Property::permanent_inconsistency);
            QCOMPARE(least.choices.size(), std::size_t{5});
            QCOMPARE(least.scenario.clients(), 2u);
            QCOMPARE(choices_to(least, Property::permanent_inconsistency), least.choices);
        }
        QVERIFY(broken > 0);
    }

    void keepsAScriptThatBreaksNothing() {
        Scenario scenario = cache_aside(1, 1);
        scenario.config.strategy = "versioned-cas";
        const Script script{scenario, {{Move::step, 0}, {Move::step, 1}}};
        QCOMPARE(minimise(script, Property::stale_read).choices, script.choices);
    }

    void forgetsFailuresThatAreNotNeeded() {
        Scenario scenario = cache_aside(1, 1);
        scenario.crashes = 1;
        const Script script{scenario, {{Move::step, 0}, {Move::step, 0}, {Move::step, 1}, {Move::step, 1}, {Move::step, 0}}};
        QCOMPARE(minimise(script, Property::permanent_inconsistency).scenario.crashes, 0u);
    }

    void goesOnAtRandomPastTheLimit() {
        SearchLimits limits;
        limits.states = 50;
        limits.random_schedules = 5000;
        const SearchResult result = search(cache_aside(3, 2), Properties(Property::stale_read), limits);
        QVERIFY(!result.exhausted);
        QVERIFY(result.random_schedules > 0);
        QVERIFY(result.random_probability > 0 && result.random_probability <= 1);
        QCOMPARE(result.violations.size(), std::size_t{1});
        Stage stage(cache_aside(3, 2), nullptr);
        for (const ExploreChoice choice : result.violations.front().script) {
            QVERIFY(stage.possible(choice));
            stage.perform(choice);
        }
        QVERIFY(stage.judge().broken().contains(Property::stale_read));
    }

    void aScriptOutlivesItsFile() {
        Script script{cache_aside(1, 1), {{Move::step, 2}, {Move::step, 0}, {Move::lose_reply, 2}}};
        script.scenario.sessions = {"WR"};
        script.scenario.lost = 1;
        const auto read = parse_script(script_json(script));
        QVERIFY(read.has_value());
        QCOMPARE(read->choices, script.choices);
        QCOMPARE(read->scenario.sessions, script.scenario.sessions);
        QCOMPARE(to_text(read->choices, read->scenario.cast()), std::string("S1 R1 S1~"));
    }
};

QTEST_GUILESS_MAIN(TestMinimise)
#include "tst_minimise.moc"
