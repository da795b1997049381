// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>
#include <cstdio>
#include <string>

#include "core/explore/memory.h"
#include "core/explore/search.h"
#include "core/explore/stage.h"
#include "core/oracle/consistency.h"
#include "core/strategies/combination.h"
#include "every_schedule.h"

using namespace stampede;

namespace {

constexpr std::size_t kMostSchedules = 20'000;

class Judged final : public EventSink {
   public:
    void record(const Event& event) override { consistency.apply(event); }
    Consistency consistency;
};

std::string names(Properties properties) {
    std::string text;
    for (const Property property : kProperties) {
        if (properties.contains(property)) text += std::string(id_of(property)) + " ";
    }
    return text;
}

SearchResult counted(const Scenario& scenario) {
    SearchLimits limits;
    limits.count_schedules = true;
    limits.random_schedules = 0;
    return search(scenario, Properties{}, limits);
}

// What the checker of runs says of the schedule.
Properties verdict_of(const Scenario& scenario, const std::vector<ExploreChoice>& script) {
    Judged sink;
    Stage stage(scenario, &sink);
    for (const ExploreChoice choice : script) stage.perform(choice);
    return sink.consistency.verdict().broken();
}

void add_catalogue(const std::vector<Scenario>& sizes) {
    QTest::addColumn<Scenario>("scenario");
    for (Scenario size : sizes) {
        std::string name = " " + std::to_string(size.readers) + "R+" + std::to_string(size.writers) + "W";
        if (size.erasers > 0) name += "+" + std::to_string(size.erasers) + "D";
        for (const std::string& session : size.sessions) name += "+" + session;
        for (const StrategyInfo& strategy : strategies()) {
            size.config = RunConfig{};
            size.config.strategy = strategy.id;
            QTest::newRow((std::string(strategy.id) + name).c_str()) << size;
        }
        for (const LayerInfo& guard : guards()) {
            size.config = RunConfig{};
            size.config.guards = {Choice{std::string(guard.id)}};
            if (check(size.config)) QTest::newRow((std::string(guard.id) + name).c_str()) << size;
        }
        for (const LayerInfo& way : invalidations()) {
            size.config = RunConfig{};
            size.config.invalidation = Choice{std::string(way.id)};
            if (check(size.config)) QTest::newRow((std::string(way.id) + name).c_str()) << size;
        }
    }
}

}  // namespace

Q_DECLARE_METATYPE(stampede::Scenario)

/// The search against enumeration of every schedule, against the checker of runs, and against what the catalogue promises.
class TestLadder : public QObject {
    Q_OBJECT

   private Q_SLOTS:
    void agreesWithEverySchedule_data() {
        add_catalogue({{.readers = 1, .writers = 1},
                       {.readers = 2, .writers = 1},
                       {.readers = 1, .writers = 2},
                       {.readers = 0, .writers = 2},
                       {.readers = 1, .writers = 0, .erasers = 1}});
    }
    void agreesWithEverySchedule() {
        QFETCH(Scenario, scenario);
        Stage stage(scenario, nullptr);
        std::uint64_t schedules = 0;
        std::array<std::uint64_t, kPropertyCount> bad{};
        const bool all = every_schedule(stage, kMostSchedules, [&](const auto&, const Stage& at) {
            ++schedules;
            for (std::size_t p = 0; p < kPropertyCount; ++p) bad[p] += at.judge().broken().contains(kProperties[p]) ? 1 : 0;
        });
        if (!all) {
            std::printf("not enumerated, more than %zu schedules: %s\n", kMostSchedules, QTest::currentDataTag());
            return;
        }
        const SearchResult result = counted(scenario);
        QCOMPARE(result.schedules == 0 ? schedules : result.schedules, schedules);
        if (result.bound.empty()) {
            for (std::size_t p = 0; p < kPropertyCount; ++p) QCOMPARE(result.bad_schedules[p], bad[p]);
        } else {
            std::printf("not exhausted: %s: %s\n", QTest::currentDataTag(), result.bound.c_str());
        }
        for (std::size_t p = 0; p < kPropertyCount; ++p) {
            const bool found = std::any_of(result.violations.begin(), result.violations.end(),
                                           [&](const Violation& violation) { return violation.breach.property == kProperties[p]; });
            QCOMPARE(found, bad[p] > 0);
        }
    }

    void agreesWithTheCheckerOfRuns_data() {
        add_catalogue({{.readers = 1, .writers = 1},
                       {.readers = 2, .writers = 1},
                       {.readers = 1, .writers = 0, .erasers = 1, .warm = true},
                       {.readers = 0, .writers = 1, .sessions = {"RW"}},
                       {.readers = 0, .writers = 1, .sessions = {"WR"}},
                       {.readers = 1, .writers = 1, .crashes = 1}});
    }
    void agreesWithTheCheckerOfRuns() {
        QFETCH(Scenario, scenario);
        Stage stage(scenario, nullptr);
        std::string differs;
        std::size_t count = 0;
        every_schedule(stage, 1'000, [&](const std::vector<ExploreChoice>& script, const Stage& at) {
            const Properties judged = at.judge().broken();
            const Properties verdict = verdict_of(scenario, script);
            if (judged == verdict) return;
            if (count++ == 0) {
                differs = to_text(script, scenario.cast()) + "; the judge says " + names(judged) + "; the checker says " + names(verdict);
            }
        });
        if (count > 0) std::printf("%s: %zu schedules differ, such as %s\n", QTest::currentDataTag(), count, differs.c_str());
        // The flush commits W1's write as version 2 and then the session's own, acknowledged before, as version 3; its read is answered
        // with version 2. Both say stale-read; that this breaks read-your-writes too only the judge says. To be decided in core/oracle.
        const bool late =
            scenario.sessions == std::vector<std::string>{"WR"} && scenario.config.strategy.starts_with("write-behind-as-published");
        if (late && count > 0) QEXPECT_FAIL("", "core/oracle: a late commit does not raise what its session has written", Continue);
        QCOMPARE(count, std::size_t{0});
    }

    // Those that are listed as remembering nothing, and readers that are taken to be alike: with every order of what an instance has seen
    // kept apart, the same executions break the same.
    void forgetsNothingThatMatters_data() {
        add_catalogue({{.readers = 2, .writers = 1},
                       {.readers = 3, .writers = 0, .warm = true, .expiries = 1},
                       {.readers = 1, .writers = 1, .warm = true, .expiries = 1},
                       {.readers = 2, .writers = 1, .lost = 1},
                       {.readers = 2, .writers = 1, .crashes = 1}});
    }
    void forgetsNothingThatMatters() {
        QFETCH(Scenario, scenario);
        if (remembers(scenario.config)) return;
        SearchLimits limits;
        limits.count_schedules = true;
        limits.states = 60'000;
        limits.random_schedules = 0;
        const SearchResult merged = search(scenario, Properties{}, limits);
        scenario.make = compose;
        const SearchResult kept = search(scenario, Properties{}, limits);
        if (kept.schedules == 0) {
            std::printf("not compared: %s: %s\n", QTest::currentDataTag(), kept.bound.c_str());
            return;
        }
        QCOMPARE(merged.schedules, kept.schedules);
        QVERIFY(merged.bad_schedules == kept.bad_schedules);
        QCOMPARE(merged.violations.size(), kept.violations.size());
        for (std::size_t i = 0; i < kept.violations.size(); ++i) {
            QCOMPARE(merged.violations[i].breach.property, kept.violations[i].breach.property);
            QCOMPARE(merged.violations[i].script.size(), kept.violations[i].script.size());
        }
        QCOMPARE(merged.width, kept.width);
    }

    void keepsWhatItPromises_data() {
        add_catalogue(
            {{.readers = 2, .writers = 2}, {.readers = 3, .writers = 1}, {.readers = 3, .writers = 2}, {.readers = 4, .writers = 2}});
    }
    void keepsWhatItPromises() {
        QFETCH(Scenario, scenario);
        const Properties promised = promises(scenario.config);
        if (promised == Properties{}) return;
        SearchLimits limits;
        limits.states = 150'000;
        limits.random_schedules = 2'000;
        const SearchResult result = search(scenario, Properties{}, limits);
        if (!result.exhausted) std::printf("not exhausted: %s: %s\n", QTest::currentDataTag(), result.bound.c_str());
        for (const Violation& violation : result.violations) {
            if (!promised.contains(violation.breach.property)) continue;
            const std::string found = std::string(id_of(violation.breach.property)) + ": " + to_text(violation.script, scenario.cast());
            std::printf("BROKEN PROMISE %s: %s\n", QTest::currentDataTag(), found.c_str());
            QVERIFY2(false, found.c_str());
        }
    }
};

QTEST_GUILESS_MAIN(TestLadder)
#include "tst_ladder.moc"
