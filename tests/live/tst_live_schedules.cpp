// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>
#include <functional>

#include "core/async/virtual_time_loop.h"
#include "core/explore/script_player.h"
#include "core/explore/stage.h"
#include "core/explore/stage_play.h"
#include "core/simulated/simulated_world.h"
#include "tests/contract/live_under_test.h"

using namespace stampede;
using namespace stampede::test;

namespace {

Scenario scenario_of(const QString& combination) {
    const QStringList words = combination.split(QLatin1Char('+'));
    Scenario scenario;
    scenario.config.strategy = words.front().toStdString();
    for (const QString& guard : words.mid(1)) scenario.config.guards.push_back(Choice{guard.toStdString()});
    scenario.readers = 2;
    scenario.writers = 1;
    return scenario;
}

std::vector<ExploreChoice> choices_of(const QString& script, const Scenario& scenario) {
    std::vector<ExploreChoice> choices;
    for (const QString& word : script.split(QLatin1Char(' '))) {
        choices.push_back(parse_choice_of_actor(word.toStdString(), scenario.cast()).value());
    }
    return choices;
}

/// Calls back with every schedule of the scenario from beginning to end, depth first; false from it ends the walk.
bool every_schedule(const Scenario& scenario, const std::function<bool(const std::vector<ExploreChoice>&)>& call) {
    Stage stage(scenario, nullptr);
    std::vector<ExploreChoice> script;
    const std::function<bool()> go_on = [&] {
        stage.reset();
        for (const ExploreChoice choice : script) stage.perform(choice);
        std::vector<ExploreChoice> choices;
        stage.choices(choices);
        if (choices.empty()) return call(script);
        for (const ExploreChoice choice : choices) {
            script.push_back(choice);
            const bool more = go_on();
            script.pop_back();
            if (!more) return false;
        }
        return true;
    };
    return go_on();
}

/// A lab's stores in virtual time.
struct Simulated {
    explicit Simulated(const Scenario& scenario) : world(ScriptPlayer::config_of(scenario), loop, loop) {}

    VirtualTimeLoop loop;
    SimulatedWorld world;
    ScriptPlayer player{loop, world, until_of(loop)};
};

struct Live {
    explicit Live(const Scenario& scenario) : stores(open(scenario)) {}
    static std::unique_ptr<LiveUnderTest> open(const Scenario& scenario) {
        LiveOptions options;
        options.config = ScriptPlayer::config_of(scenario);
        return open_for_test(std::move(options));
    }

    std::unique_ptr<LiveUnderTest> stores;
    ScriptPlayer player{stores->scheduler(), stores->world(),
                        [this](const std::function<bool()>& condition) { return stores->run_until(condition); }};
};

std::string compared(const Played& searched, const tl::expected<Played, std::string>& played, const char* where, const Cast& cast) {
    if (!played) return played.error();
    return difference(searched, "the search", *played, where, cast).value_or("");
}

}  // namespace

/// What a search finds is what the stores do.
class TestLiveSchedules : public QObject {
    Q_OBJECT

   private Q_SLOTS:
    void everyReplyOfEveryScheduleIsTheSearchs_data() {
        QTest::addColumn<int>("atLeast");
        QTest::addColumn<int>("lost");
        QTest::newRow("cache-aside") << 500 << 0;
        QTest::newRow("write-through") << 400 << 0;
        QTest::newRow("write-behind") << 150 << 0;
        QTest::newRow("versioned-cas") << 500 << 0;
        QTest::newRow("versioned-keys") << 3000 << 0;
        QTest::newRow("cache-aside+lease") << 400 << 0;
        for (const char* combination : {"cache-aside", "write-through", "write-through-cache-first", "versioned-cas", "versioned-keys",
                                        "write-behind-list", "cache-aside+lease", "cache-aside+mutex"}) {
            QTest::addRow("%s, a message lost", combination) << 45 << 1;
        }
    }
    void everyReplyOfEveryScheduleIsTheSearchs() {
        QFETCH(int, lost);
        Scenario scenario = scenario_of(QString::fromLatin1(QTest::currentDataTag()).section(QLatin1Char(','), 0, 0));
        if (lost > 0) scenario.readers = 1;
        scenario.lost = static_cast<std::uint32_t>(lost);
        Simulated simulated(scenario);
        Live live(scenario);
        int schedules = 0;
        std::string wrong;
        QElapsedTimer timer;
        timer.start();
        every_schedule(scenario, [&](const std::vector<ExploreChoice>& choices) {
            const Script script{scenario, choices};
            const auto searched = play_on_stage(script);
            if (!searched) {
                wrong = searched.error();
            } else {
                wrong = compared(*searched, simulated.player.play(script), "the simulated lab", scenario.cast());
                if (wrong.empty()) wrong = compared(*searched, live.player.play(script), "the real stores", scenario.cast());
            }
            if (!wrong.empty()) wrong = to_text(choices, scenario.cast()) + ": " + wrong;
            ++schedules;
            return wrong.empty();
        });
        QVERIFY2(wrong.empty(), wrong.c_str());
        QFETCH(int, atLeast);
        QVERIFY2(schedules >= atLeast, qPrintable(QString::number(schedules)));
        qInfo("%d schedules, every reply and the final state equal, %lld ms", schedules, static_cast<long long>(timer.elapsed()));
    }

    void faultsOfAScriptArePlayed_data() {
        QTest::addColumn<QString>("combination");
        QTest::addColumn<QString>("script");
        QTest::newRow("an expiry") << QStringLiteral("cache-aside") << QStringLiteral("R1 X1 R2 R2 W1 W1 R2");
        QTest::newRow("a crash of a writer") << QStringLiteral("cache-aside") << QStringLiteral("R1 W1 C1 R2");
        QTest::newRow("a crash between lease and fill") << QStringLiteral("cache-aside+lease") << QStringLiteral("X1 R1 R1 C1 R2 W1 W1");
        QTest::newRow("a crash with a queue") << QStringLiteral("write-behind") << QStringLiteral("W1 R1 C1 R2");
    }
    void faultsOfAScriptArePlayed() {
        QFETCH(QString, combination);
        QFETCH(QString, script);
        Scenario scenario = scenario_of(combination);
        scenario.warm = true;
        scenario.expiries = scenario.crashes = 1;
        const Script faulty{scenario, choices_of(script, scenario)};
        const auto searched = play_on_stage(faulty);
        QVERIFY2(searched, searched ? "" : searched.error().c_str());
        Simulated simulated(scenario);
        Live live(scenario);
        QCOMPARE(compared(*searched, simulated.player.play(faulty), "the simulated lab", scenario.cast()), std::string());
        QCOMPARE(compared(*searched, live.player.play(faulty), "the real stores", scenario.cast()), std::string());
    }

    // So that the tests above are known to be able to fail.
    void anotherOrderIsADifference() {
        const Scenario scenario = scenario_of(QStringLiteral("cache-aside"));
        Simulated simulated(scenario);
        const auto one = simulated.player.play({scenario, choices_of(QStringLiteral("R1 R1 W1 W1 R1"), scenario)});
        const auto other = simulated.player.play({scenario, choices_of(QStringLiteral("R1 W1 R1 W1 R1"), scenario)});
        QVERIFY(one && other);
        QVERIFY(difference(*one, "one", *other, "other", scenario.cast()).has_value());
        QVERIFY(one->verdict.broke(Property::permanent_inconsistency));
        QVERIFY(!other->verdict.broke(Property::permanent_inconsistency));
    }

    void aStepThatCannotBeIsAnError_data() {
        QTest::addColumn<QString>("script");
        QTest::addColumn<QString>("says");
        QTest::newRow("ended") << QStringLiteral("R1 R1 R1 R1") << QStringLiteral("Step 4 (R1): R1 has ended.");
        QTest::newRow("nobody") << QStringLiteral("R1 B1") << QStringLiteral("Step 2 (B1): there is no B1 here.");
        QTest::newRow("nothing to expire") << QStringLiteral("X1")
                                           << QStringLiteral("Step 1 (X1): the row has no entry that could expire.");
        QTest::newRow("nothing on its way") << QStringLiteral("R1 R1-") << QStringLiteral("Step 2 (R1-): only what is on its way to Redis");
        QTest::newRow("message") << QStringLiteral("M1") << QStringLiteral("Step 1 (M1): messages cannot be held back here yet");
    }
    void aStepThatCannotBeIsAnError() {
        QFETCH(QString, script);
        QFETCH(QString, says);
        const Scenario scenario = scenario_of(QStringLiteral("cache-aside"));
        Simulated simulated(scenario);
        const auto played = simulated.player.play({scenario, choices_of(script, scenario)});
        QVERIFY(!played);
        QVERIFY2(QString::fromStdString(played.error()).startsWith(says), played.error().c_str());
    }
};

QTEST_GUILESS_MAIN(TestLiveSchedules)
#include "tst_live_schedules.moc"
