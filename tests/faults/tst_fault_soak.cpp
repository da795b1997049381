// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTemporaryDir>
#include <QTest>
#include <map>

#include "core/faults/fault_parameters.h"
#include "core/faults/fault_plan.h"
#include "core/lab/lab.h"
#include "core/lab/load.h"
#include "core/lab/run_recorder.h"
#include "core/live/open_live.h"
#include "tests/faults/left_over.h"

using namespace stampede;
using namespace stampede::test;
using namespace std::chrono_literals;

namespace {

constexpr Duration kBetween = 12ms;
constexpr Duration kQuiet = 3s;

/// Each fault is injected and healed so many times. The whole number takes two minutes.
int rounds() { return qEnvironmentVariableIsSet("STAMPEDE_SOAK") ? qEnvironmentVariableIntValue("STAMPEDE_SOAK") : 10; }

RunConfig config_of_the_soak() {
    RunConfig config;
    config.strategy = "cache-aside";
    config.latency.database = 5ms;
    config.instances = 2;
    config.deadlines.cache = 50ms;
    config.deadlines.database = 500ms;
    FaultPlan plan;
    for (const FaultKind kind : kFaultKinds) plan.push_back({make_fault(kind)});
    prepare_for(plan, config);
    return config;
}

Workload load_of_the_soak() {
    Workload load;
    load.read_share = 0.9;
    load.keys = 100;
    load.clients = 32;
    load.rate = 500;
    return load;
}

/// What is done to the lab, in an order drawn from a seed: each fault is injected and healed equally often.
class Vandal {
   public:
    Vandal(Lab& lab, Scheduler& scheduler, int times) : lab_(&lab), scheduler_(&scheduler) {
        for (const FaultKind kind : kFaultKinds) {
            for (int i = 0; i < times; ++i) deeds_.insert(deeds_.end(), {{kind, true}, {kind, false}});
        }
        for (std::size_t i = deeds_.size(); i > 1; --i) std::swap(deeds_[i - 1], deeds_[random_.below(i)]);
    }
    void start(std::function<void()> done) {
        done_ = std::move(done);
        turn();
    }
    std::size_t deeds() const { return next_; }

   private:
    void turn() {
        if (next_ == deeds_.size()) {
            lab_->heal_all();
            return done_();
        }
        const auto [kind, inject] = deeds_[next_++];
        inject ? lab_->inject(some(kind)) : lab_->heal(kind);
        const auto again = [](void* self, std::uint64_t) { static_cast<Vandal*>(self)->turn(); };
        scheduler_->at(scheduler_->now() + kBetween, Timer{again, this, 0});
    }
    Fault some(FaultKind kind) {
        Fault fault = make_fault(kind);
        fault.key = what_is_missing(fault).empty() ? Key{} : Key{Kind::user_profile, 1 + static_cast<std::uint32_t>(random_.below(100))};
        if (kind == FaultKind::redis_kill) fault.choice = static_cast<std::uint8_t>(random_.below(2));
        if (kind == FaultKind::app_crash || kind == FaultKind::app_freeze) fault.instance = static_cast<InstanceId>(random_.below(2));
        return fault;
    }

    Lab* lab_;
    Scheduler* scheduler_;
    RandomSource random_{7};
    std::vector<std::pair<FaultKind, bool>> deeds_;
    std::size_t next_ = 0;
    std::function<void()> done_;
};

struct Soak {
    std::size_t deeds = 0;
    std::uint64_t sent = 0;
    std::size_t in_flight = 0;
    std::size_t active = 0;
    double hit_rate = 0;       ///< once all is healed
    double errors_healed = 0;  ///< likewise, of a second
    Duration longest{0};       ///< from a request's beginning to its end
    Holdings before, after_healing;
};

/// Counts what happens once everything is healed, and how long a request took at most.
struct Witness {
    void see(const Event& event) {
        if (event.type == EventType::request_ended) longest = std::max(longest, Duration(event.detail));
        if (event.type != EventType::request_ended || event.at < from) return;
        ++requests;
        errors += event.outcome == Outcome::ok ? 0 : 1;
        if (event.kind != RequestKind::read) return;
        ++reads;
        hits += event.source == Source::cache ? 1 : 0;
    }
    Instant from = kNever;
    Duration longest{0};
    double requests = 0, errors = 0, reads = 0, hits = 0;
};

Soak soak(const std::filesystem::path& folder, int times) {
    LiveOptions options;
    options.config = config_of_the_soak();
    options.data_dir = STAMPEDE_TEST_DATA;
    options.socket_dir = folder;
    auto opened = open_live(options);
    if (!opened) throw std::runtime_error(opened.error());
    Loop& loop = *opened->loop;
    Witness witness;
    RunRecorder recorder([&](const Event& event) { witness.see(event); });
    Lab lab(options.config, loop, *opened->world, recorder);
    lab.set_mode(Mode::run);
    Load load(load_of_the_soak(), 1, lab, loop);
    Vandal vandal(lab, loop, times);
    Soak soak;
    soak.before = holdings();
    const auto at = [&](Duration delay, void (*call)(void*, std::uint64_t), void* context) {
        loop.at(loop.now() + delay, Timer{call, context, 0});
    };
    load.on_done([&] { loop.stop(); });
    loop.post([&] {
        load.start();
        vandal.start([&] {
            soak.active = lab.active_faults().size();
            witness.from = loop.now() + kQuiet;
            at(
                kQuiet + 2s, [](void* self, std::uint64_t) { static_cast<Load*>(self)->stop(); }, &load);
        });
    });
    loop.run();
    soak.deeds = vandal.deeds();
    soak.sent = load.sent();
    soak.in_flight = lab.in_flight();
    soak.hit_rate = witness.reads > 0 ? witness.hits / witness.reads : 0;
    soak.errors_healed = witness.errors;
    soak.longest = witness.longest;
    soak.after_healing = holdings();
    return soak;
}

}  // namespace

/// Every fault again and again, in random order, while a workload runs on the real stores.
class TestFaultSoak : public QObject {
    Q_OBJECT

   private Q_SLOTS:
    void everythingIsWellOnceAllIsHealed() {
        const QTemporaryDir folder;
        soak(folder.path().toStdString(), 0);  // what is opened once for all is open from now on
        const Holdings outside = holdings();
        const Soak seen = soak(folder.path().toStdString(), rounds());
        qInfo("%zu deeds, %llu requests, longest request %.0f ms, hit rate after it %.3f, descriptors %zu before, %zu healed, %zu outside",
              seen.deeds, static_cast<unsigned long long>(seen.sent), to_ms(seen.longest), seen.hit_rate, seen.before.descriptors,
              seen.after_healing.descriptors, outside.descriptors);
        QCOMPARE(seen.deeds, std::size_t{2} * kFaultCount * static_cast<std::size_t>(rounds()));
        QCOMPARE(seen.active, std::size_t{0});
        QCOMPARE(seen.in_flight, std::size_t{0});
        QCOMPARE(seen.errors_healed, 0.0);
        QVERIFY2(seen.longest < 10s, "a request hung");  // several operations, each with a deadline of half a second at most
        QVERIFY2(seen.hit_rate > 0.8, qPrintable(QString::number(seen.hit_rate)));
        QCOMPARE(seen.after_healing.children.size(), seen.before.children.size());
        QCOMPARE(holdings().descriptors, outside.descriptors);
        QCOMPARE(holdings().children.size(), outside.children.size());
        QVERIFY(processes_that_name(folder.path().toStdString()).empty());
        QVERIFY(std::filesystem::is_empty(folder.path().toStdString()));
    }
};

QTEST_APPLESS_MAIN(TestFaultSoak)
#include "tst_fault_soak.moc"
