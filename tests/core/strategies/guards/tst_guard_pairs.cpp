// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "core/lab/run.h"
#include "core/lab/run_recorder.h"
#include "core/workload/presets.h"
#include "tests/core/strategies/guards/guard_lab.h"

using namespace stampede;
using namespace stampede::test;
using namespace std::chrono_literals;

namespace {

QString text(std::string_view view) { return QString::fromUtf8(view.data(), static_cast<int>(view.size())); }

struct Finished {
    Metrics metrics;
    Verdict verdict;
    std::size_t in_flight = 0;
    bool done = false;
};

// With a TTL so short that entries expire and are refreshed all the time.
Finished run_ycsb_a(RunConfig config) {
    config.ttl.set_all(500ms);
    Workload load = *find_preset("ycsb-a");
    load.requests = 2000;
    VirtualTimeLoop loop;
    SimulatedWorld world(config, loop, loop);
    RunRecorder recorder;
    Run run(config, load, FaultPlan{}, loop, world, recorder);
    Finished finished;
    run.start([&] { finished.done = true; });
    // Ten minutes of lab time are more than any of them takes: what is not done by then hangs.
    while (!finished.done && loop.now() < 10min && loop.run_one()) {
    }
    finished.metrics = recorder.metrics();
    finished.verdict = recorder.verdict();
    finished.in_flight = run.lab().in_flight();
    return finished;
}

}  // namespace

/// Guards stand on each other, and on every path that has them.
class TestGuardPairs : public QObject {
    Q_OBJECT

    static void judge(const RunConfig& config) {
        const Finished run = run_ycsb_a(config);
        QVERIFY(run.done);
        QCOMPARE(run.in_flight, std::size_t{0});
        QVERIFY(run.metrics.requests >= 2000);
        QCOMPARE(run.metrics.errors, std::uint64_t{0});
        const Properties kept = promises(config);
        for (const Property property : kProperties) {
            QVERIFY2(!kept.contains(property) || !run.verdict.broke(property), qPrintable(text(id_of(property))));
        }
    }

   private Q_SLOTS:
    void everyPairOnCacheAside_data() {
        QTest::addColumn<QString>("first");
        QTest::addColumn<QString>("second");
        for (const LayerInfo& first : guards()) {
            for (const LayerInfo& second : guards()) {
                RunConfig config;
                config.guards = {Choice{std::string(first.id)}, Choice{std::string(second.id)}};
                if (&second < &first || !check(config)) continue;
                QTest::newRow(qPrintable(text(first.id) + QLatin1Char(' ') + text(second.id))) << text(first.id) << text(second.id);
            }
        }
    }
    void everyPairOnCacheAside() {
        QFETCH(QString, first);
        QFETCH(QString, second);
        std::vector<std::string> ids{first.toStdString()};
        if (second != first) ids.push_back(second.toStdString());
        judge(guarded("cache-aside", ids, 2));
    }

    void everyGuardOnEveryPath_data() {
        QTest::addColumn<QString>("strategy");
        QTest::addColumn<QString>("guard");
        for (const StrategyInfo& path : strategies()) {
            if (path.anti_pattern) continue;
            for (const LayerInfo& guard : guards()) {
                if (!obstacle(path, guard).empty()) continue;
                QTest::newRow(qPrintable(text(path.id) + QLatin1Char(' ') + text(guard.id))) << text(path.id) << text(guard.id);
            }
        }
    }
    void everyGuardOnEveryPath() {
        QFETCH(QString, strategy);
        QFETCH(QString, guard);
        judge(guarded(strategy.toStdString(), {guard.toStdString()}, 2));
    }

    void allOfThemAtOnce() {
        std::vector<std::string> ids;
        for (const LayerInfo& guard : guards()) {
            if (!guard.anti_pattern) ids.emplace_back(guard.id);
        }
        judge(guarded("cache-aside", ids, 2));
    }
};

QTEST_APPLESS_MAIN(TestGuardPairs)
#include "tst_guard_pairs.moc"
