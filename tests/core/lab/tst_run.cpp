// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>
#include <algorithm>
#include <nlohmann/json.hpp>

#include "core/async/virtual_time_loop.h"
#include "core/lab/run.h"
#include "core/lab/run_recorder.h"
#include "core/lab/run_report.h"
#include "core/simulated/simulated_world.h"
#include "core/strategies/catalogue.h"
#include "core/strategies/combination.h"
#include "core/workload/presets.h"

using namespace stampede;

namespace {

struct Finished {
    Metrics metrics;
    Verdict verdict;
    std::vector<Finding> findings;
    std::uint64_t hash = 0;
    std::size_t in_flight = 0;
    bool done = false;
};

Finished simulate(const std::string& strategy, const std::string& workload, std::uint64_t seed, const char* fault = nullptr) {
    RunConfig config;
    config.strategy = strategy;
    config.seed = seed;
    Workload load = *find_preset(workload);
    load.requests = 5000;
    FaultPlan plan;
    if (fault != nullptr) plan.push_back(*parse_fault(fault));
    VirtualTimeLoop loop;
    SimulatedWorld world(config, loop, loop);
    RunRecorder recorder;
    Run run(config, load, plan, loop, world, recorder);
    Finished finished;
    run.start([&] { finished.done = true; });
    while (!finished.done && loop.run_one()) {
    }
    finished.metrics = recorder.metrics();
    finished.verdict = recorder.verdict();
    finished.findings = recorder.findings();
    finished.hash = recorder.hash();
    finished.in_flight = run.lab().in_flight();
    return finished;
}

}  // namespace

class TestRun : public QObject {
    Q_OBJECT

    static void everyCombination() {
        QTest::addColumn<QString>("strategy");
        QTest::addColumn<QString>("workload");
        for (const StrategyInfo& info : strategies()) {
            for (const Workload& workload : workload_presets()) {
                const QString id = QString::fromUtf8(info.id.data(), static_cast<int>(info.id.size()));
                const QString load = QString::fromStdString(workload.name);
                QTest::newRow(qPrintable(id + QLatin1Char(' ') + load)) << id << load;
            }
        }
    }

   private Q_SLOTS:
    void everyStrategyRunsEveryWorkload_data() { everyCombination(); }
    void everyStrategyRunsEveryWorkload() {
        QFETCH(QString, strategy);
        QFETCH(QString, workload);
        const Finished run = simulate(strategy.toStdString(), workload.toStdString(), 1);
        QVERIFY(run.done);
        QCOMPARE(run.in_flight, std::size_t{0});
        QVERIFY(run.metrics.requests >= 5000);
        QCOMPARE(run.metrics.hits + run.metrics.misses, run.metrics.reads);
        QCOMPARE(run.metrics.errors, std::uint64_t{0});
        if (strategy == QStringLiteral("no-cache")) QCOMPARE(run.verdict.stale_reads, std::uint64_t{0});
    }

    void theSameSeedGivesTheSameJournalAndAnotherSeedAnother() {
        for (const StrategyInfo& info : strategies()) {
            const std::string id(info.id);
            const Finished a = simulate(id, "ycsb-a", 7, "redis-freeze@0.2-0.6");
            QCOMPARE(simulate(id, "ycsb-a", 7, "redis-freeze@0.2-0.6").hash, a.hash);
            QVERIFY(simulate(id, "ycsb-a", 8, "redis-freeze@0.2-0.6").hash != a.hash);
        }
    }

    void aFreezeInTheMiddleReachesNoClientAsAnError() {
        const Finished run = simulate("cache-aside", "ycsb-b", 1, "redis-freeze@0.1-0.5");
        QCOMPARE(run.metrics.errors, std::uint64_t{0});
        QVERIFY(run.metrics.timeouts > 0);
        QVERIFY(run.metrics.hit_rate() > 0.5);
    }

    void aCrashUnderWriteBehindIsReportedAsLostWrites() {
        const Finished run = simulate("write-behind", "ycsb-a", 1, "app-crash@0.2-0.3");
        QVERIFY(run.verdict.lost_writes > 0);
        QVERIFY(run.verdict.lost_writes <= run.metrics.lost_in_crashes);
    }

    void theReportNamesEveryFieldThatScriptsRelyOn() {
        RunReport report;
        const QString json = QString::fromStdString(report.json());
        for (const char* field : {"strategy",
                                  "guards",
                                  "invalidation",
                                  "instances",
                                  "requests",
                                  "reads",
                                  "writes",
                                  "hits",
                                  "misses",
                                  "local_hits",
                                  "hit_rate",
                                  "errors",
                                  "latency_ms",
                                  "read",
                                  "write",
                                  "p50",
                                  "p95",
                                  "p99",
                                  "p999",
                                  "max",
                                  "throughput_rps",
                                  "db_reads",
                                  "db_writes",
                                  "cache_ops",
                                  "evictions",
                                  "shed",
                                  "max_concurrent_loads",
                                  "redundant_loads",
                                  "amplification",
                                  "stale_reads",
                                  "max_staleness_ms",
                                  "max_versions_behind",
                                  "monotonic_reads",
                                  "read_your_writes",
                                  "lost_writes",
                                  "dirty_reads",
                                  "read_before_commit",
                                  "lost_updates",
                                  "applied_twice",
                                  "permanent_inconsistencies",
                                  "for_ever",
                                  "divergence_ms",
                                  "promised",
                                  "broken",
                                  "findings",
                                  "seed",
                                  "journal_hash"}) {
            QVERIFY2(json.contains(QStringLiteral("\"%1\"").arg(QLatin1String(field))), field);
        }
    }

    void theReportSaysWhatWasPromisedAndWhatWasBrokenAndShowsIt() {
        const Finished run = simulate("write-behind", "ycsb-a", 1, "app-crash@0.2-0.3");
        RunReport report;
        report.config.strategy = "write-behind";
        report.metrics = run.metrics;
        report.verdict = run.verdict;
        report.findings = run.findings;
        const auto json = nlohmann::json::parse(report.json());
        const Properties promised = promises(report.config);
        std::size_t told = 0;
        for (const Property property : kProperties) {
            const std::string id(id_of(property));
            const auto names = [&](const char* list) { return std::count(json[list].begin(), json[list].end(), nlohmann::json(id)); };
            QCOMPARE(names("promised"), promised.contains(property) ? 1 : 0);
            QCOMPARE(names("broken"), run.verdict.broke(property) ? 1 : 0);
            told += std::min<std::size_t>(run.verdict.count(property), 3);
        }
        // Up to three cases of each property, with the events that show them.
        QCOMPARE(json["findings"].size(), told);
        const auto lost = std::find_if(json["findings"].begin(), json["findings"].end(),
                                       [](const auto& finding) { return finding["property"] == "lost-write"; });
        QVERIFY(lost != json["findings"].end());
        QVERIFY(!(*lost)["words"].template get<std::string>().empty());
        QVERIFY((*lost)["because"].size() >= 1 && (*lost)["because"][0].contains("event"));
    }

    void whatAnInstanceKeepsItselfIsAHitAndALocalOne() {
        Metrics metrics;
        Event ended;
        ended.type = EventType::request_ended;
        for (const Source source : {Source::local, Source::cache, Source::database, Source::local}) {
            ended.source = source;
            metrics.apply(ended);
        }
        ended.outcome = Outcome::refused;
        ended.source = Source::local;
        metrics.apply(ended);
        Event shed;
        shed.type = EventType::shed;
        metrics.apply(shed);
        QCOMPARE(metrics.reads, std::uint64_t{5});
        QCOMPARE(metrics.hits, std::uint64_t{3});
        QCOMPARE(metrics.local_hits, std::uint64_t{2});
        QCOMPARE(metrics.misses, std::uint64_t{2});
        QCOMPARE(metrics.shed, std::uint64_t{1});
        RunReport report;
        report.metrics = metrics;
        const auto json = nlohmann::json::parse(report.json());
        QCOMPARE(json["local_hits"].get<int>(), 2);
        QCOMPARE(json["shed"].get<int>(), 1);
    }
};

QTEST_APPLESS_MAIN(TestRun)
#include "tst_run.moc"
