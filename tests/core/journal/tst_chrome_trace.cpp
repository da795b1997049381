// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTemporaryDir>
#include <QTest>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>

#include "core/journal/chrome_trace.h"
#include "core/journal/journal_reader.h"
#include "core/journal/journal_writer.h"
#include "core/lab/run.h"
#include "tests/core/support/simulated_lab.h"

using namespace stampede;
using namespace stampede::test;
using namespace std::chrono_literals;

namespace {

using Json = nlohmann::json;

/// A run in which nearly everything happens that can.
std::vector<Event> eventful(const RunConfig& config) {
    VirtualTimeLoop loop;
    SimulatedWorld world(config, loop, loop);
    JournalSink sink;
    Workload workload;
    workload.keys = 20;
    workload.requests = 400;
    workload.clients = 8;
    workload.rate = 200;
    FaultPlan faults;
    for (const char* spec : {"redis-freeze@0.2-0.5", "app-crash@0.7-0.9", "db-slow:ms=100@1-1.3", "expire-all@1.5"}) {
        const auto fault = parse_fault(spec);
        if (!fault) qFatal("%s", fault.error().c_str());
        faults.push_back(*fault);
    }
    Run run(config, workload, faults, loop, world, sink);
    bool done = false;
    run.start([&done] { done = true; });
    while (!done && loop.run_one()) {
    }
    std::vector<Event> events;
    for (std::size_t i = 0; i < sink.journal.size(); ++i) events.push_back(sink.journal[i]);
    return events;
}

RunConfig rich() {
    RunConfig config;
    config.guards = {Choice{"single-flight"}, Choice{"circuit-breaker"}};
    config.invalidation = Choice{"pub-sub"};
    config.instances = 2;
    return config;
}

Json trace_of(const std::vector<Event>& events, TraceAxis axis) {
    QTemporaryDir folder;
    const std::string file = folder.filePath(QStringLiteral("trace.json")).toStdString();
    const auto written = write_chrome_trace(
        file, [&events](const std::function<void(const Event&)>& call) { std::for_each(events.begin(), events.end(), call); }, axis);
    if (!written) qFatal("%s", written.error().c_str());
    std::ifstream in(file);
    return Json::parse(in);
}

}  // namespace

/// Journals outside of the program: read back, and as traces for Perfetto.
class TestChromeTrace : public QObject {
    Q_OBJECT

   private Q_SLOTS:
    void whatIsWrittenIsReadBack_data() {
        QTest::addColumn<QString>("strategy");
        for (const char* id : {"cache-aside", "write-behind", "write-behind-stream", "versioned-keys"})
            QTest::newRow(id) << QString::fromLatin1(id);
    }
    void whatIsWrittenIsReadBack() {
        QFETCH(QString, strategy);
        RunConfig config = rich();
        config.strategy = strategy.toStdString();
        if (strategy != QStringLiteral("cache-aside")) {
            config.guards.clear();
            config.invalidation = {};
        }
        std::set<EventType> types;
        for (const Event& event : eventful(config)) {
            const std::string line = to_json(event);
            const auto read = event_from_json(line);
            QVERIFY2(read, read ? "" : (line + ": " + read.error()).c_str());
            QCOMPARE(to_json(*read), line);
            types.insert(event.type);
        }
        QVERIFY(types.size() >= 12);
    }

    void aDamagedJournalIsOneSentence() {
        QTemporaryDir folder;
        const std::string file = folder.filePath(QStringLiteral("journal.jsonl")).toStdString();
        auto writer = JournalWriter::create(file, "cache-aside", 1);
        Event event;
        event.key = user(1);
        writer->write(event);
        QVERIFY(writer->finish());
        int events = 0;
        QVERIFY(read_journal(file, [&events](const Event&) { ++events; }));
        QCOMPARE(events, 1);
        std::ofstream(file, std::ios::app) << "{\"at\":12,\n";
        const auto damaged = read_journal(file, [](const Event&) {});
        QVERIFY(!damaged && QString::fromStdString(damaged.error()).startsWith(QStringLiteral("line 3 of")));
        for (const char* head : {"hello\n", "{\"stampede_journal\":\"one\"}\n", "[]\n"}) {
            std::ofstream(file) << head;
            const auto other = read_journal(file, [](const Event&) {});
            QVERIFY(!other && QString::fromStdString(other.error()).contains(QStringLiteral("not a journal of Stampede")));
        }
        QVERIFY(!read_journal("/nowhere/at/all", [](const Event&) {}));
    }

    void everyRequestIsASliceThatHoldsItsOperations() {
        const Json trace = trace_of(eventful(rich()), TraceAxis::lab_time);
        std::map<std::pair<int, int>, std::pair<double, double>> requests;
        int operations = 0;
        for (const Json& event : trace["traceEvents"]) {
            if (event["ph"] != "X" || event["cat"] != "request") continue;
            const double at = event["ts"];
            requests[{event["pid"], event["tid"]}] = {at, at + event["dur"].get<double>()};
        }
        QVERIFY(requests.size() >= 390);
        for (const Json& event : trace["traceEvents"]) {
            if (event["ph"] != "X" || event["cat"] == "request" || event["tid"] == 1) continue;
            const auto request = requests.find({event["pid"], event["tid"]});
            QVERIFY(request != requests.end());
            QVERIFY(event["ts"].get<double>() >= request->second.first - 0.001);
            QVERIFY(event["args"].contains("measured_ms"));
            ++operations;
        }
        QVERIFY(operations > 300);
    }

    void arrowsLeadFromWhoPutAValueThereToWhoReadIt() {
        const Json trace = trace_of(eventful(rich()), TraceAxis::lab_time);
        std::map<int, double> begun;
        int arrows = 0;
        for (const Json& event : trace["traceEvents"]) {
            if (event["ph"] == "s") begun[event["id"]] = event["ts"];
            if (event["ph"] != "f") continue;
            QVERIFY(begun.contains(event["id"]));
            QVERIFY(begun[event["id"]] <= event["ts"].get<double>());
            ++arrows;
        }
        QVERIFY(arrows > 50);
    }

    void faultsAreSpansThatBeginAndEnd() {
        const Json trace = trace_of(eventful(rich()), TraceAxis::lab_time);
        std::map<std::string, int> balance;
        int spans = 0;
        for (const Json& event : trace["traceEvents"]) {
            if (event["ph"] == "b") ++balance[event["name"]], ++spans;
            if (event["ph"] == "e") --balance[event["name"]];
        }
        QCOMPARE(spans, 3);
        for (const auto& [name, left] : balance) QCOMPARE(left, 0);
    }

    // In Step mode lab time hardly moves.
    void byEventsNothingIsOnTopOfEachOther() {
        const Json trace = trace_of(eventful(rich()), TraceAxis::events);
        for (const Json& event : trace["traceEvents"]) {
            if (event["ph"] == "X") QVERIFY(event["dur"].get<double>() >= 1000);
        }
    }

    void whereNothingCanBeWrittenItSaysSo() {
        const auto written = write_chrome_trace(
            "/nowhere/at/all.json", [](const auto&) {}, TraceAxis::lab_time);
        QVERIFY(!written && QString::fromStdString(written.error()).contains(QStringLiteral("cannot be written")));
    }
};

QTEST_GUILESS_MAIN(TestChromeTrace)
#include "tst_chrome_trace.moc"
