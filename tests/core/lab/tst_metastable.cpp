// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "core/async/virtual_time_loop.h"
#include "core/lab/recipe.h"
#include "core/lab/run.h"
#include "core/oracle/timeline.h"
#include "core/simulated/simulated_world.h"

using namespace stampede;

namespace {

constexpr std::size_t kTrigger = 30;  // seconds
constexpr std::size_t kWindow = 5;

struct TimelineSink final : EventSink {
    explicit TimelineSink(const RunConfig& config) : timeline(config.database_cancels) {}
    void record(const Event& event) override { timeline.apply(event); }
    Timeline timeline;
};

std::vector<TimelineSecond> timeline_of(const char* id) {
    const Recipe recipe = *find_recipe(id);
    VirtualTimeLoop loop;
    SimulatedWorld world(recipe.config, loop, loop);
    TimelineSink sink(recipe.config);
    Run run(recipe.config, recipe.workload, recipe.faults, loop, world, sink);
    bool done = false;
    run.on_begun([&] { sink.timeline.begin(loop.now()); });
    run.start([&done] { done = true; });
    while (!done && loop.run_one()) {
    }
    return sink.timeline.seconds();
}

/// The share of requests answered in the five seconds from there on.
double success(const std::vector<TimelineSecond>& seconds, std::size_t from) {
    std::uint64_t ok = 0, ended = 0;
    for (std::size_t i = from; i < from + kWindow; ++i) {
        ok += seconds.at(i).ok;
        ended += seconds.at(i).ended;
    }
    return static_cast<double>(ok) / static_cast<double>(ended);
}

}  // namespace

/// The metastable failure of simulation in virtual time: a trigger that is over at once, and what it leaves behind.
class TestMetastable : public QObject {
    Q_OBJECT

   private Q_SLOTS:
    void theNaiveStrategyCollapsesAndStaysDown() {
        const auto seconds = timeline_of("metastable");
        for (std::size_t i = 5; i + kWindow <= kTrigger; ++i)
            QVERIFY2(success(seconds, i) >= 0.99, qPrintable(QString::number(success(seconds, i))));
        QVERIFY(seconds[kTrigger - 1].hit_rate() > 0.9);
        for (std::size_t i = kTrigger + 5; i <= kTrigger + 80; i += kWindow) {
            QVERIFY2(success(seconds, i) < 0.6, qPrintable(QStringLiteral("%1: %2").arg(i).arg(success(seconds, i))));
        }
        // Why: the database works for people who have gone away.
        QVERIFY(seconds[kTrigger + 60].abandoned > 1'000);
    }

    void aBoundedQueueRecovers() {
        const auto seconds = timeline_of("metastable-bounded");
        QVERIFY(seconds[kTrigger + 1].shed > 0);
        for (std::size_t i = kTrigger + 20; i <= kTrigger + 80; i += kWindow) {
            QVERIFY2(success(seconds, i) >= 0.99, qPrintable(QStringLiteral("%1: %2").arg(i).arg(success(seconds, i))));
        }
        QVERIFY(success(seconds, kTrigger + 15) >= 0.99);  // the window that ends 20 s after the flush
    }

    void belowWhatTheDatabaseCanDoNobodyNotices() {
        const auto seconds = timeline_of("metastable-control");
        for (std::size_t i = kTrigger; i <= kTrigger + 80; i += kWindow) QVERIFY(success(seconds, i) >= 0.99);
    }

    void anUnknownRecipeIsToldTheKnownOnes() {
        const auto found = find_recipe("lasagne");
        QVERIFY(!found);
        QVERIFY(QString::fromStdString(found.error()).contains(QStringLiteral("metastable-bounded")));
    }
};

QTEST_APPLESS_MAIN(TestMetastable)
#include "tst_metastable.moc"
