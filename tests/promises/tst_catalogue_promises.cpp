// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "core/strategies/combination.h"
#include "core/workload/presets.h"
#include "tests/promises/whole_run.h"

using namespace stampede;
using test::WholeRun;

namespace {

QString text(std::string_view view) { return QString::fromUtf8(view.data(), static_cast<qsizetype>(view.size())); }

QString words(Properties properties) {
    QStringList ids;
    for (const Property property : kProperties) {
        if (properties.contains(property)) ids << text(id_of(property));
    }
    return ids.join(QStringLiteral(", "));
}

Workload ycsb_a(std::uint64_t requests, std::uint32_t keys) {
    Workload load = *find_preset("ycsb-a");
    load.requests = requests;
    load.keys = keys;
    return load;
}

// Few keys, many clients and latencies that vary: what may go wrong between two operations has every chance to.
RunConfig unruly(std::string_view strategy, std::uint64_t seed) {
    RunConfig config;
    config.strategy = strategy;
    config.seed = seed;
    config.latency.spread = Spread::log_normal;
    config.latency.tail_share = 0.02;
    config.instances = 2;
    config.write_behind.interval = std::chrono::milliseconds(200);
    return config;
}

void compare(const RunConfig& config, const WholeRun& run, std::uint64_t requests) {
    QVERIFY(run.done);
    QCOMPARE(run.in_flight, std::size_t{0});
    QVERIFY(run.metrics.requests >= requests);
    QCOMPARE(run.metrics.hits + run.metrics.misses, run.metrics.reads);
    const Properties promised = promises(config);
    for (const Property property : kProperties) {
        if (!promised.contains(property)) continue;
        QVERIFY2(!run.verdict.broken().contains(property),
                 qPrintable(QStringLiteral("promised: %1; broken: %2").arg(words(promised), words(run.verdict.broken()))));
    }
}

}  // namespace

/// What the catalogue promises, and what the checker finds in runs in which nothing fails, on both worlds.
class TestPromises : public QObject {
    Q_OBJECT

    static void everyStrategy() {
        QTest::addColumn<QString>("strategy");
        for (const StrategyInfo& info : strategies()) QTest::newRow(std::string(info.id).c_str()) << text(info.id);
    }
    static void everyLayer(std::span<const LayerInfo> layers) {
        QTest::addColumn<QString>("strategy");
        QTest::addColumn<QString>("layer");
        for (const LayerInfo& layer : layers) {
            for (const StrategyInfo& strategy : strategies()) {
                if (!obstacle(strategy, layer).empty()) continue;
                const QString name = text(strategy.id) + QLatin1Char('+') + text(layer.id);
                QTest::newRow(qPrintable(name)) << text(strategy.id) << text(layer.id);
            }
        }
    }

   private Q_SLOTS:
    void everyStrategyKeepsItsPromisesOnTheFakes_data() { everyStrategy(); }
    void everyStrategyKeepsItsPromisesOnTheFakes() {
        QFETCH(QString, strategy);
        for (std::uint64_t seed = 1; seed <= 3; ++seed) {
            const RunConfig config = unruly(strategy.toStdString(), seed);
            compare(config, test::run_simulated(config, ycsb_a(3000, 20)), 3000);
        }
    }

    void everyStrategyKeepsItsPromisesOnRealStores_data() { everyStrategy(); }
    void everyStrategyKeepsItsPromisesOnRealStores() {
        QFETCH(QString, strategy);
        RunConfig config = unruly(strategy.toStdString(), 1);
        config.latency.cache = std::chrono::microseconds(200);
        config.latency.database = std::chrono::milliseconds(2);
        compare(config, test::run_live(config, ycsb_a(1500, 20)), 1500);
    }

    void everyGuardOnEveryPath_data() { everyLayer(guards()); }
    void everyGuardOnEveryPath() {
        QFETCH(QString, strategy);
        QFETCH(QString, layer);
        RunConfig config = unruly(strategy.toStdString(), 4);
        config.guards.push_back(Choice{layer.toStdString()});
        QVERIFY(check(config));
        compare(config, test::run_simulated(config, ycsb_a(1500, 20)), 1500);
    }

    void everyInvalidationOnEveryPath_data() { everyLayer(invalidations()); }
    void everyInvalidationOnEveryPath() {
        QFETCH(QString, strategy);
        QFETCH(QString, layer);
        RunConfig config = unruly(strategy.toStdString(), 5);
        config.invalidation = Choice{layer.toStdString()};
        QVERIFY(check(config));
        compare(config, test::run_simulated(config, ycsb_a(1500, 20)), 1500);
    }
};

QTEST_GUILESS_MAIN(TestPromises)
#include "tst_catalogue_promises.moc"
