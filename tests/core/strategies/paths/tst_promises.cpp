// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "core/async/virtual_time_loop.h"
#include "core/lab/run.h"
#include "core/lab/run_recorder.h"
#include "core/simulated/simulated_world.h"
#include "core/strategies/combination.h"
#include "core/workload/presets.h"

using namespace stampede;
using namespace std::chrono_literals;

namespace {

/// A busy run of few keys and short TTLs, without faults: what its checker counts.
Verdict run_of(const RunConfig& config) {
    Workload load = *find_preset("ycsb-a");
    load.requests = 2'000;
    load.keys = 20;
    VirtualTimeLoop loop;
    SimulatedWorld world(config, loop, loop);
    RunRecorder recorder;
    Run run(config, load, {}, loop, world, recorder);
    bool done = false;
    run.start([&] { done = true; });
    while (!done && loop.run_one()) {
    }
    return recorder.verdict();
}

}  // namespace

class TestPromises : public QObject {
    Q_OBJECT

   private Q_SLOTS:
    void noRunWithoutFaultsBreaksAPromise_data() {
        QTest::addColumn<QString>("invalidation");
        for (const StrategyInfo& path : strategies()) {
            for (const LayerInfo& layer : invalidations()) {
                if (obstacle(path, layer).empty()) QTest::addRow("%s, %s", path.id.data(), layer.id.data()) << QString(layer.id.data());
            }
        }
    }
    void noRunWithoutFaultsBreaksAPromise() {
        QFETCH(QString, invalidation);
        for (const std::uint32_t instances : {1u, 4u}) {
            RunConfig config;
            config.strategy = QString(QTest::currentDataTag()).section(',', 0, 0).toStdString();
            config.invalidation.id = invalidation.toStdString();
            config.instances = instances;
            config.seed = 7 + instances;
            config.ttl.set_all(2s);
            config.latency.database = 5ms;
            config.latency.spread = Spread::log_normal;
            const Properties promised = promises(config);
            const Verdict verdict = run_of(config);
            for (const Property property : kProperties) {
                QVERIFY2(!promised.contains(property) || !verdict.broke(property), id_of(property).data());
            }
        }
    }
};

QTEST_APPLESS_MAIN(TestPromises)
#include "tst_promises.moc"
