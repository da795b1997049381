// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "core/explore/plain_words.h"
#include "core/explore/race.h"
#include "core/explore/remedies.h"
#include "core/explore/script_line.h"
#include "core/explore/stage_play.h"
#include "core/strategies/combination.h"
#include "tests/core/explore/scenario_of.h"

using namespace stampede;
using namespace stampede::test;

namespace {

Script script_of(const char* line) {
    const auto script = parse_script_text(line);
    if (!script) qFatal("%s", script.error().c_str());
    return *script;
}

std::string words(const Script& script) { return to_text(script.choices, script.scenario.cast()); }

}  // namespace

class TestRace : public QObject {
    Q_OBJECT

   private Q_SLOTS:
    void isFoundInTheSmallestScenarioThatHasIt() {
        const RaceResult result = find_race(scenario_of("cache-aside", 6, 4), Properties(Property::stale_read), {});
        QCOMPARE(result.races.size(), std::size_t{1});
        const Script& script = result.races.front().script;
        QCOMPARE(script.scenario.readers, 2u);
        QCOMPARE(script.scenario.writers, 1u);
        QCOMPARE(script.choices.size(), std::size_t{6});
        QVERIFY(result.states < 10'000);
        QVERIFY(!result.exhausted);
    }

    void withNothingToFindTheWholeIsExhausted() {
        const RaceResult result = find_race(scenario_of("versioned-cas", 2, 2), Goal{}, {});
        QVERIFY(result.races.empty());
        QVERIFY(result.exhausted);
        QVERIFY(result.bound.empty());
    }

    void whatNeedsAFailureIsFoundWithOne() {
        Scenario scenario = scenario_of("cache-aside", 3, 2);
        scenario.config.guards = {Choice{"lease"}};
        scenario.crashes = 2;
        const RaceResult result = find_race(scenario, Properties(Property::permanent_inconsistency), {});
        QCOMPARE(result.races.size(), std::size_t{1});
        QCOMPARE(result.races.front().script.scenario.crashes, 1u);
    }

    void smallerScenariosArePartsOfTheWhole() {
        Scenario whole = scenario_of("cache-aside", 2, 1);
        whole.crashes = 2;
        const auto smaller = smaller_scenarios(whole);
        QVERIFY(std::any_of(smaller.begin(), smaller.end(), [](const Scenario& one) { return one.requests() == 3 && one.crashes == 0; }));
        QVERIFY(std::any_of(smaller.begin(), smaller.end(), [](const Scenario& one) { return one.requests() == 3 && one.crashes == 1; }));
        for (std::size_t i = 1; i < smaller.size(); ++i) QVERIFY(smaller[i - 1].requests() <= smaller[i].requests());
        for (const Scenario& one : smaller) QVERIFY(one.readers <= 2 && one.writers <= 1 && one.crashes < 2);
        // With rows or instances in turn, fewer clients would have other ones.
        whole.keys = 2;
        for (const Scenario& one : smaller_scenarios(whole)) QCOMPARE(one.requests(), 3u);
    }

    void aStampedeIsCountedAndSaysWhoLoads() {
        SearchLimits limits;
        limits.count_schedules = true;
        const SearchResult counted = search(scenario_of("cache-aside", 2, 0), Goal({}, 1), limits);
        QCOMPARE(counted.schedules, std::uint64_t{20});
        QVERIFY(counted.wide_schedules > 0 && counted.wide_schedules < counted.schedules);
        const auto played = play_on_stage(script_of("cache-aside 2R: R1 R2"));
        QCOMPARE(because(*played, Breach(Property::stale_read, 1), Cast{2, 0, 0, 0}).front(),
                 std::string("In the end R1, R2 stand before the SELECT of the same row at the same time."));
    }

    void aCopyOfItsOwnMakesTheNextHitCheaper() {
        RunConfig config = scenario_of("cache-aside", 1, 1).config;
        config.invalidation = Choice{"tracking"};
        QCOMPARE(cost_of(config).warm_read, 0u);
    }

    void aCancelledSearchSaysSo() {
        int asked = 0;
        const RaceResult result =
            find_race(scenario_of("cache-aside", 5, 4), Properties(Property::lost_write), {}, [&asked](auto&&...) { return ++asked < 3; });
        QCOMPARE(QString::fromStdString(result.bound), QStringLiteral("cancelled"));
        QVERIFY(!result.exhausted);
    }

    void aStampedeIsLookedForByItsWidth() {
        const RaceResult three = find_race(scenario_of("cache-aside", 5, 0), Goal({}, 3), {});
        QCOMPARE(three.races.size(), std::size_t{1});
        QCOMPARE(id_of(three.races.front().breach), std::string("stampede-width>3"));
        QCOMPARE(three.races.front().script.scenario.readers, 4u);
        Scenario alone = scenario_of("cache-aside", 5, 0);
        alone.config.guards = {Choice{"single-flight"}};
        const RaceResult one = find_race(alone, Goal({}, 1), {});
        QVERIFY(one.races.empty() && one.exhausted);
    }

    void namesOfWhatIsLookedForGoBothWays() {
        for (const char* id : {"stale-read", "lost-update", "stampede-width>1", "stampede-width>24"}) {
            const auto breach = find_breach(id);
            QVERIFY(breach.has_value());
            QCOMPARE(id_of(*breach), std::string(id));
        }
        for (const char* id : {"", "stale", "stampede-width>", "stampede-width>0", "stampede-width>x", "stampede-width>25"})
            QVERIFY(!find_breach(id));
    }

    void stepsOfOneActorArePutTogether() {
        const Script loose = script_of("cache-aside 3R+1W: R2 R1 R2 R1 W1 W1 R1 R3");
        const Script together = with_fewer_switches(loose, Property::stale_read);
        QCOMPARE(together.choices.size(), loose.choices.size());
        const std::string best = words(together);
        QVERIFY2(best == "R2 R2 R1 R1 W1 W1 R1 R3" || best == "R1 R1 R2 R2 W1 W1 R1 R3", best.c_str());
        QCOMPARE(with_fewer_switches(loose, Property::lost_write).choices, loose.choices);
    }

    // Smaller scenarios do not have it, and that is how it could be promised otherwise for so long.
    void anOvertakenReaderOfVersionedKeysAnswersWithMoreThanIsCached() {
        const auto played = play_on_stage(script_of("versioned-keys 3R+2W: R1 R1 W1 W1 R2 R2 R2 R2 W2 R1 R1 R3 R3"));
        QVERIFY(played.has_value());
        QVERIFY(played->verdict.broke(Property::stale_read));
        QVERIFY(!played->verdict.broke(Property::permanent_inconsistency));
        QVERIFY(!promises(scenario_of("versioned-keys", 3, 2).config).contains(Property::stale_read));
    }

    void aRemedyIsWhatLeavesNoSuchOrder() {
        const auto remedies = find_remedies(scenario_of("cache-aside", 2, 1), Property::stale_read, {});
        const auto result = [&](const char* id) {
            for (const Remedy& remedy : remedies) {
                if (remedy.id == id) return remedy.result;
            }
            return Remedy::Result::unknown;
        };
        QCOMPARE(result("lease"), Remedy::Result::cures);
        QCOMPARE(result("mutex"), Remedy::Result::breaks);
        QCOMPARE(result("jitter"), Remedy::Result::breaks);
        QCOMPARE(remedies.front().id, std::string("lease"));
        QCOMPARE(remedies.front().cost.cold_read, 3u);
        const Cost plain = cost_of(scenario_of("cache-aside", 1, 1).config);
        QCOMPARE(plain.cold_read, 3u);
        QCOMPARE(plain.warm_read, 1u);
        QCOMPARE(plain.write, 2u);
    }

    void everyStepIsASentenceAndThoseThatMatterAreKnown() {
        const auto played = play_on_stage(script_of("cache-aside 2R+1W: R1 R1 W1 W1 R1 R2"));
        QVERIFY(played.has_value());
        const Cast cast{2, 1, 0, 0};
        QCOMPARE(in_plain_words(played->steps[0], cast), std::string("R1 asks Redis for user:profile:1 and finds nothing."));
        QCOMPARE(in_plain_words(played->steps[2], cast), std::string("W1 writes user:profile:1 to the database, which commits it as v2."));
        QCOMPARE(in_plain_words(played->steps[5], cast),
                 std::string("R2 asks Redis for user:profile:1 and gets v1. R2 is answered with v1."));
        QCOMPARE(steps_that_matter(*played, Property::stale_read), (std::set<std::size_t>{3, 4, 5}));
        QVERIFY(steps_that_matter(*played, Property::lost_write).empty());
        const auto sentences = because(*played, Property::stale_read);
        QCOMPARE(sentences.size(), std::size_t{1});
        QCOMPARE(sentences.front(),
                 std::string("R2 returned v1 of user:profile:1 although W1 had committed v2 and was acknowledged before R2 "
                             "began; the old value came from R1's SET."));
    }

    void aValueFlowsFromWhatPutItThere() {
        const auto played = play_on_stage(script_of("cache-aside 2R+1W: W1 W1 R1 R1 R1 R2"));
        QVERIFY(played.has_value());
        const auto flows = value_flows(*played);
        QCOMPARE(flows[3], std::optional<std::size_t>(0));  // SELECT from UPDATE
        QCOMPARE(flows[5], std::optional<std::size_t>(4));  // GET from SET
        QVERIFY(!flows[2]);
    }

    void aScriptAsALineIsTheSameScript() {
        for (const char* line :
             {"cache-aside 1R+1W: R1 R1 W1 W1 R1", "cache-aside+mutex:ttl=5+jitter 2R+1W+1D+WR warm crashes=1: X1 C1 R1 S1",
              "write-behind 1W invalidation=pub-sub keys=2 instances=2 expiries=1 lost=1: W1- B1",
              "cache-aside+bloom:rows=1234567,error=0.015625+mutex:ttl=5 1R: R1", "cache-aside+bloom:rows=1000000 1R: R1"}) {
            const auto script = parse_script_text(line);
            QVERIFY2(script, script ? "" : script.error().c_str());
            const auto again = parse_script_text(script_line(*script));
            QVERIFY(again.has_value());
            QCOMPARE(script_json(*again), script_json(*script));
            QCOMPARE(script_line(*again), script_line(*script));
        }
        const Script filter = script_of("cache-aside+bloom:rows=1234567 1R: R1");
        QCOMPARE(filter.scenario.config.guards.front().options.front().second, 1234567.0);
        QCOMPARE(script_line(script_of("cache-aside 1R+1W: R1 R1 W1 W1 R1")), std::string("cache-aside 1R+1W: R1 R1 W1 W1 R1"));
        QCOMPARE(script_json(*parse_script_text(script_json(script_of("cache-aside 2R: R2 R1")))),
                 script_json(script_of("cache-aside 2R: R2 R1")));
    }

    void whatIsNoScriptIsOneSentence_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("says");
        QTest::newRow("nothing") << QStringLiteral("  ") << QStringLiteral("there is no script");
        QTest::newRow("prose") << QStringLiteral("hello there") << QStringLiteral("this is not a script");
        QTest::newRow("strategy") << QStringLiteral("cash 1R: R1") << QStringLiteral("cash");
        QTest::newRow("guard") << QStringLiteral("cache-aside+lock 1R: R1") << QStringLiteral("lock");
        QTest::newRow("clients") << QStringLiteral("cache-aside 1Q: R1") << QStringLiteral("this is not a script");
        QTest::newRow("word") << QStringLiteral("cache-aside 1R hot: R1") << QStringLiteral("'hot'");
        QTest::newRow("step") << QStringLiteral("cache-aside 1R: R1 R2") << QStringLiteral("'R2'");
        QTest::newRow("too many") << QStringLiteral("cache-aside 20R: R1") << QStringLiteral("16 clients");
        QTest::newRow("json") << QStringLiteral("{}") << QStringLiteral("not a script of Stampede");
    }
    void whatIsNoScriptIsOneSentence() {
        QFETCH(QString, text);
        QFETCH(QString, says);
        const auto script = parse_script_text(text.toStdString());
        QVERIFY(!script);
        QVERIFY2(QString::fromStdString(script.error()).contains(says), script.error().c_str());
    }
};

QTEST_GUILESS_MAIN(TestRace)
#include "tst_race.moc"
