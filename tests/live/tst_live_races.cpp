// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include "core/explore/plain_words.h"
#include "core/explore/race.h"
#include "core/explore/script_line.h"
#include "core/explore/script_player.h"
#include "core/explore/script_steps.h"
#include "core/explore/stage_play.h"
#include "core/lab/hand.h"
#include "tests/contract/live_under_test.h"

using namespace stampede;
using namespace stampede::test;

namespace {

constexpr std::uint64_t kFewStates = 200'000;

class Nowhere final : public EventSink {
   public:
    void record(const Event&) override {}
};

std::unique_ptr<LiveUnderTest> open(const RunConfig& config) {
    LiveOptions options;
    options.config = config;
    return open_for_test(std::move(options));
}

Until until_of(LiveUnderTest& stores) {
    return [&stores](const std::function<bool()>& condition) { return stores.run_until(condition); };
}

/// The steps of the script, done by hand on real stores, come to what they must.
std::string done_by_hand(const Script& script) {
    const auto steps = steps_of(script);
    if (!steps) return steps.error();
    const RunConfig config = ScriptPlayer::config_of(script.scenario);
    const auto stores = open(config);
    Nowhere nowhere;
    Hand hand(config, stores->scheduler(), stores->world(), nowhere, until_of(*stores), [](std::size_t) {});
    for (const ScriptSteps::Step& step : steps->steps) {
        if (const auto done = hand.perform(step.step); !done) return done.error();
        const std::string differs = difference(step.traces, traces_of(*hand.branches().nodes[hand.branches().current].events));
        if (!differs.empty()) return "choice " + std::to_string(step.choice + 1) + ": " + differs;
    }
    if (const auto back = hand.go_to(0); !back) return back.error();
    return {};
}

// Those who stood before a SELECT when the script ended: one at a time goes on, so they are not on their way at the same time.
std::size_t loads_to_come(const Played& played) {
    std::set<std::uint8_t> actors;
    for (std::size_t i = played.scripted; i < played.steps.size(); ++i) {
        if (played.steps[i].verb == Verb::db_select) actors.insert(played.steps[i].choice.actor);
    }
    return actors.size();
}

}  // namespace

/// The errors that everybody should have seen once: found by the search, and there on the real stores.
class TestLiveRaces : public QObject {
    Q_OBJECT

   private Q_SLOTS:
    void isFoundAndReplays_data() {
        QTest::addColumn<QString>("scenario");
        QTest::addColumn<QString>("broken");
        QTest::newRow("the stale set of cache-aside") << QStringLiteral("cache-aside 3R+2W: ") << QStringLiteral("stale-read");
        QTest::newRow("two writers through the cache") << QStringLiteral("write-through 2W: ") << QStringLiteral("permanent-inconsistency");
        QTest::newRow("a lock given back by another")
            << QStringLiteral("cache-aside+mutex-unsafe 3R expiries=1: ") << QStringLiteral("stampede-width>1");
        QTest::newRow("a version taken too early") << QStringLiteral("versioned-keys-early 2R+1W: ") << QStringLiteral("stale-read");
        QTest::newRow("a queue that crashes") << QStringLiteral("write-behind 1R+2W crashes=1: ") << QStringLiteral("lost-write");
    }
    void isFoundAndReplays() {
        QFETCH(QString, scenario);
        QFETCH(QString, broken);
        const Breach breach = find_breach(broken.toStdString()).value();
        const auto asked = parse_script_text(scenario.toStdString());
        QVERIFY2(asked, asked ? "" : asked.error().c_str());
        QElapsedTimer timer;
        timer.start();
        const RaceResult found = find_race(asked->scenario, Goal(breach), {});
        const qint64 took = timer.elapsed();
        QCOMPARE(found.races.size(), std::size_t{1});
        QVERIFY(found.states < kFewStates);
        const Script& script = found.races.front().script;

        const auto searched = play_on_stage(script);
        QVERIFY2(searched, searched ? "" : searched.error().c_str());
        const auto stores = open(ScriptPlayer::config_of(script.scenario));
        const auto played = ScriptPlayer(stores->scheduler(), stores->world(), until_of(*stores)).play(script);
        QVERIFY2(played, played ? "" : played.error().c_str());
        const auto differs = difference(*searched, "the search", *played, "the stores", script.scenario.cast());
        QVERIFY2(!differs, differs.value_or("").c_str());
        QVERIFY(breach.loads != 0 ? loads_to_come(*played) > breach.loads : played->verdict.broke(breach.property));
        QCOMPARE(QString::fromStdString(done_by_hand(script)), QString());
        qInfo("%s | %llu states, %lld ms | %s", script_line(script).c_str(), static_cast<unsigned long long>(found.states),
              static_cast<long long>(took), in_plain_words(breach).c_str());
    }
};

QTEST_GUILESS_MAIN(TestLiveRaces)
#include "tst_live_races.moc"
