// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>
#include <fstream>
#include <map>
#include <sstream>

#include "core/async/virtual_time_loop.h"
#include "core/journal/event_hash.h"
#include "core/lab/run.h"
#include "core/simulated/simulated_world.h"
#include "core/strategies/catalogue.h"
#include "core/strategies/combination.h"

using namespace stampede;
using namespace std::chrono_literals;

namespace {

const char* const kFile = STAMPEDE_SOURCE_DIR "/tests/golden/journals.txt";

/// Everything that happens, but for the lines of the sources in which it happens.
class Fingerprint final : public EventSink {
   public:
    void record(const Event& event) override {
        if (event.type == EventType::call) return;
        Event placeless = event;
        placeless.line = 0;
        hash.add(placeless);
        ++events;
    }
    EventHash hash;
    std::uint64_t events = 0;
};

RunConfig config_of(const std::string& strategy) {
    RunConfig config;
    config.strategy = strategy;
    config.seed = 20260101;
    config.instances = 2;
    config.latency.spread = Spread::log_normal;
    config.latency.tail_share = 0.01;
    config.ttl.set_all(700ms);
    config.ttl.jitter = 0.1;
    config.cache_memory = 150 * FakeCache::kEntryBytes;
    return config;
}

FaultPlan faults() {
    FaultPlan plan;
    for (const char* spec : {"db-slow:ms=80@0.5-1", "redis-freeze@1.2-1.5", "app-crash@1.8-2", "redis-kill@2.3-2.6", "db-lock@2.8-3"}) {
        plan.push_back(*parse_fault(spec));
    }
    return plan;
}

/// "number of events, fingerprint", or what went wrong.
std::string run(const RunConfig& config) {
    Workload workload;
    workload.read_share = 0.85;
    workload.rmw_share = 0.1;
    workload.insert_share = 0.02;
    workload.keys = 400;
    workload.clients = 12;
    workload.duration = 4s;
    VirtualTimeLoop loop;
    SimulatedWorld world(config, loop, loop);
    Fingerprint sink;
    Run run(config, workload, faults(), loop, world, sink);
    bool done = false;
    run.start([&done] { done = true; });
    while (!done && loop.now() < 10min && loop.run_one()) {
    }
    std::ostringstream text;
    text << sink.events << ' ' << std::hex << sink.hash.value() << (done ? "" : " unfinished");
    return text.str();
}

/// What is recorded, by name.
std::map<std::string, RunConfig> runs() {
    std::map<std::string, RunConfig> runs;
    for (const StrategyInfo& strategy : strategies()) runs[std::string(strategy.id)] = config_of(std::string(strategy.id));
    const auto add = [&runs](const RunConfig& config, std::string_view id) {
        if (check(config)) runs["cache-aside+" + std::string(id)] = config;
    };
    for (const LayerInfo& guard : guards()) {
        RunConfig config = config_of("cache-aside");
        config.guards.push_back({std::string(guard.id)});
        add(config, guard.id);
    }
    for (const LayerInfo& invalidation : invalidations()) {
        RunConfig config = config_of("cache-aside");
        config.invalidation.id = std::string(invalidation.id);
        add(config, invalidation.id);
    }
    return runs;
}

std::map<std::string, std::string> recorded() {
    std::map<std::string, std::string> lines;
    std::ifstream file(kFile);
    for (std::string line; std::getline(file, line);) {
        const std::size_t end = line.find(": ");
        if (end != std::string::npos) lines[line.substr(0, end)] = line.substr(end + 2);
    }
    return lines;
}

}  // namespace

class TestGolden : public QObject {
    Q_OBJECT

   private Q_SLOTS:
    void initTestCase() {
        if (!qEnvironmentVariableIsSet("STAMPEDE_WRITE_GOLDEN")) return;
        std::ofstream file(kFile);
        for (const auto& [name, config] : runs()) file << name << ": " << run(config) << '\n';
    }

    void everyRunHappensAsRecorded_data() {
        QTest::addColumn<QString>("line");
        const auto lines = recorded();
        for (const auto& [name, config] : runs()) {
            const auto line = lines.find(name);
            QTest::newRow(name.c_str()) << (line == lines.end() ? QString("not recorded, see tests/golden/README.md")
                                                                : QString::fromStdString(line->second));
        }
    }
    void everyRunHappensAsRecorded() {
        QFETCH(QString, line);
        const RunConfig config = runs().at(QTest::currentDataTag());
        QVERIFY(check(config).has_value());
        const std::string happened = run(config);
        QCOMPARE(QString::fromStdString(happened), line);
        QVERIFY2(!line.endsWith("unfinished"), "the run does not come to an end");
        QCOMPARE(run(config), happened);
    }

    void nothingElseIsRecorded() {
        const auto known = runs();
        for (const auto& [name, line] : recorded()) QVERIFY2(known.contains(name), name.c_str());
    }

    void anotherSeedGivesAnotherJournal() {
        RunConfig config = config_of("cache-aside");
        const std::string one = run(config);
        ++config.seed;
        QVERIFY(run(config) != one);
    }
};

QTEST_APPLESS_MAIN(TestGolden)
#include "tst_golden.moc"
