// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "core/lab/load.h"
#include "core/lab/run.h"
#include "core/lab/run_recorder.h"
#include "core/model/dataset.h"
#include "tests/core/support/simulated_lab.h"

using namespace stampede;
using namespace stampede::test;
using namespace std::chrono_literals;

namespace {

/// A lab under a workload of a hundred reads a second.
struct Loaded : SimulatedLab {
    explicit Loaded(double rate = 100, std::uint32_t clients = 50)
        : SimulatedLab(with("cache-aside")), load(workload(rate, clients), 1, lab, loop) {
        lab.set_mode(Mode::run);
        load.start();
    }
    static Workload workload(double rate, std::uint32_t clients) {
        Workload workload;
        workload.read_share = 1;
        workload.rate = rate;
        workload.clients = clients;
        return workload;
    }
    /// What was asked for from now on, for so long.
    std::vector<Key> asked(Duration span) {
        const std::size_t before = events(EventType::request_begun).size();
        run_for(span);
        std::vector<Key> keys;
        const auto begun = events(EventType::request_begun);
        for (std::size_t i = before; i < begun.size(); ++i) keys.push_back(begun[i].key);
        return keys;
    }
    Load load;
};

Fault fault_of(FaultKind kind, std::uint32_t amount, double probability, Key key = {}) {
    Fault fault{kind};
    fault.amount = amount;
    fault.probability = probability;
    fault.key = key;
    return fault;
}

bool about(std::size_t count, double expected) {
    const auto value = static_cast<double>(count);
    return value > 0.8 * expected && value < 1.2 * expected;
}

}  // namespace

class TestLoadFaults : public QObject {
    Q_OBJECT

   private Q_SLOTS:
    void aSpikeMultipliesTheRateWhileItLasts() {
        Loaded it;
        QVERIFY(about(it.asked(10s).size(), 1'000));
        it.lab.inject(fault_of(FaultKind::traffic_spike, 5, 1));
        it.run_for(1s);
        QVERIFY(about(it.asked(10s).size(), 5'000));
        it.lab.heal_all();
        it.run_for(1s);
        QVERIFY(about(it.asked(10s).size(), 1'000));
        it.lab.inject(fault_of(FaultKind::traffic_spike, 3, 1));
        it.run_for(1s);
        QVERIFY(about(it.asked(10s).size(), 3'000));
        it.load.stop();
        it.run_for(60s);
        QVERIFY(!it.load.running());
    }

    void withoutARateASpikeIsThatManyTimesTheClients() {
        Loaded it(0, 4);
        it.run_for(1s);
        QVERIFY(it.lab.in_flight() <= 4);
        it.lab.inject(fault_of(FaultKind::traffic_spike, 5, 1));
        it.run_for(1s);
        QVERIFY(it.lab.in_flight() > 4 && it.lab.in_flight() <= 20);
        it.lab.heal_all();
        it.run_for(1s);
        QVERIFY(it.lab.in_flight() <= 4);
    }

    void aHotKeyGetsItsShareOfTheRequests() {
        Loaded it;
        const Key hot{Kind::product, 7};
        it.lab.inject(fault_of(FaultKind::hot_key, 0, 0.8, hot));
        const auto keys = it.asked(20s);
        QVERIFY(about(static_cast<std::size_t>(std::count(keys.begin(), keys.end(), hot)), 0.8 * static_cast<double>(keys.size())));
        it.lab.heal_all();
        const auto after = it.asked(5s);
        QCOMPARE(std::count(after.begin(), after.end(), hot), 0);
    }

    void aPenetrationAsksForRowsThatDoNotExist() {
        Loaded it;
        it.lab.inject(fault_of(FaultKind::penetration, 0, 0.5));
        const auto keys = it.asked(20s);
        const auto absent = std::count_if(keys.begin(), keys.end(), [](Key key) { return !initially_present(key); });
        QVERIFY(about(static_cast<std::size_t>(absent), 0.5 * static_cast<double>(keys.size())));
        const auto ended = it.events(EventType::request_ended);
        QVERIFY(std::any_of(ended.begin(), ended.end(), [](const Event& e) { return e.outcome == Outcome::ok && !e.found; }));
    }

    void aStampedeIsManyReadsAtOnce() {
        SimulatedLab it(SimulatedLab::with("cache-aside"));
        it.lab.inject(fault_of(FaultKind::stampede, 20, 1, user(3)));
        QCOMPARE(it.lab.waiting().size(), std::size_t{20});
        QVERIFY(it.lab.active_faults().empty());
    }

    void aColdStartLeavesNothingAnywhere() {
        RunConfig config = SimulatedLab::with("cache-aside");
        config.instances = 2;
        SimulatedLab it(config);
        it.lab.set_mode(Mode::run);
        it.lab.send(RequestKind::read, user(1));
        it.run_for(1s);
        it.lab.send(RequestKind::read, user(2));
        it.run_for(10ms);
        it.lab.inject(Fault{FaultKind::cold_start});
        QCOMPARE(it.events(EventType::request_ended).back().outcome, Outcome::crashed);
        QCOMPARE(it.events(EventType::restarted).size(), std::size_t{2});
        QCOMPARE(it.events(EventType::cache_emptied).size(), std::size_t{1});
        it.lab.send(RequestKind::read, user(1));
        it.run_for(1s);
        QCOMPARE(it.events(EventType::request_ended).back().source, Source::database);
    }

    void aFaultOfTheLoadShiftsNoDrawOfTheWorkload() {
        Loaded plain, altered;
        altered.lab.inject(fault_of(FaultKind::hot_key, 0, 0, user(1)));
        QVERIFY(plain.asked(5s) == altered.asked(5s));
    }

    void aWarmCacheComesFirstAndDoesNotCount() {
        RunConfig config = SimulatedLab::with("cache-aside");
        Workload workload = Loaded::workload(200, 50);
        workload.keys = 100;
        workload.warm = 100;
        workload.duration = 5s;
        FaultPlan plan{PlannedFault{Fault{FaultKind::expire_all}, 1s, 1s}};
        VirtualTimeLoop loop;
        SimulatedWorld world(config, loop, loop);
        Instant begun{0}, expired{0};
        RunRecorder recorder([&](const Event& event) {
            if (event.type == EventType::fault_injected) expired = event.at;
        });
        Run run(config, workload, plan, loop, world, recorder);
        run.on_begun([&] { recorder.begin(begun = loop.now()); });
        bool done = false;
        run.start([&done] { done = true; });
        while (!done && loop.run_one()) {
        }
        QVERIFY(done);
        QVERIFY(begun > Instant(500ms));  // 100 rows of 50 ms on 8 connections
        QCOMPARE(expired, begun + 1s);
        QVERIFY(about(recorder.metrics().requests, 1'000));
        QVERIFY(recorder.elapsed() <= workload.duration);
        QCOMPARE(recorder.timeline().front().hit_rate(), 1.0);
        QVERIFY(recorder.timeline()[1].hit_rate() < 1.0);
        QVERIFY(recorder.metrics().read_latency.quantile(0.5) > Duration{0});
    }

    void warmingWhatTheInstanceHasInItsMemoryNeedsNoDepth() {
        RunConfig config = SimulatedLab::with("cache-aside");
        config.invalidation.id = "pub-sub";
        SimulatedLab it(config);
        it.lab.set_mode(Mode::run);
        for (int i = 0; i < 2; ++i) {
            bool done = false;
            WarmUp warm_up(10'000, it.lab, [&done] { done = true; });
            warm_up.start();
            it.run_for(600s);
            QVERIFY(done && !warm_up.running());
        }
    }

    void aRunThatIsStoppedWhileItWarmsEnds() {
        RunConfig config = SimulatedLab::with("cache-aside");
        Workload workload = Loaded::workload(200, 50);
        workload.warm = 1'000;
        VirtualTimeLoop loop;
        SimulatedWorld world(config, loop, loop);
        RunRecorder recorder;
        Run run(config, workload, {}, loop, world, recorder);
        bool done = false;
        run.start([&done] { done = true; });
        loop.run_until(100ms);
        run.stop();
        while (!done && loop.run_one()) {
        }
        QVERIFY(done);
        QVERIFY(recorder.metrics().requests < 1'000);
    }
};

QTEST_APPLESS_MAIN(TestLoadFaults)
#include "tst_load_faults.moc"
