// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>
#include <cmath>

#include "core/async/virtual_time_loop.h"
#include "core/lab/lab.h"
#include "core/simulated/simulated_world.h"

using namespace stampede;
using namespace std::chrono_literals;

namespace {

const Key kKey{Kind::user_profile, 1};

/// Counts what the formulas are about, one key at a time.
class Counts final : public EventSink {
   public:
    void record(const Event& event) override {
        if (event.type == EventType::expired) ++expiries;
        if (event.type == EventType::effect && event.verb == Verb::db_select) ++selects;
        if (event.type == EventType::effect && commits(event.verb)) newest = event.value.version;
        if (event.type != EventType::request_ended || event.kind != RequestKind::read) return;
        ++reads;
        if (event.source != Source::cache) return;
        ++hits;
        stale += event.value.version < newest ? 1 : 0;
    }
    double hit_rate() const { return static_cast<double>(hits) / static_cast<double>(reads); }
    double stale_share() const { return static_cast<double>(stale) / static_cast<double>(hits); }

    std::uint64_t expiries = 0, selects = 0, reads = 0, hits = 0, stale = 0;
    Version newest = kInitialVersion;
};

/// A lab in which clients come as a Poisson process, however long the others take.
struct PoissonLab {
    explicit PoissonLab(const RunConfig& config) : world(config, loop, loop), lab(config, loop, world, counts) { lab.set_mode(Mode::run); }

    Duration gap(double rate) { return from_seconds(-std::log(1 - random.unit()) / rate); }

    void run(double reads_per_second, double writes_per_second, std::uint64_t reads) {
        Instant write = writes_per_second > 0 ? gap(writes_per_second) : kNever;
        Instant read = gap(reads_per_second);
        while (counts.reads < reads) {
            loop.run_until(std::min(read, write));
            if (write < read) {
                lab.send(RequestKind::write, kKey);
                write += gap(writes_per_second);
            } else {
                lab.send(RequestKind::read, kKey);
                read += gap(reads_per_second);
            }
        }
    }

    RandomSource random{11};
    VirtualTimeLoop loop;
    Counts counts;
    SimulatedWorld world;
    Lab lab;
};

/// Nothing takes longer than the stores themselves: some microseconds.
RunConfig without_latency(Duration ttl) {
    RunConfig config;
    config.latency.cache = config.latency.database = Duration{0};
    config.ttl.set_all(ttl);
    return config;
}

void is_near(double actual, double expected, double share) {
    QVERIFY2(std::abs(actual - expected) <= share * expected, qPrintable(QString("%1, not %2").arg(actual).arg(expected)));
}

}  // namespace

class TestFormulas : public QObject {
    Q_OBJECT

   private Q_SLOTS:
    // Each miss is followed by the reads of one TTL, which are hits: r T of them on average.
    void aTtlSetAtTheFillGivesTheHitRateOfTheFormula() {
        for (const double reads_per_ttl : {1.0, 3.0, 9.0}) {
            constexpr double kTtlSeconds = 10;
            PoissonLab it(without_latency(from_seconds(kTtlSeconds)));
            it.run(reads_per_ttl / kTtlSeconds, 0, 200'000);
            is_near(it.counts.hit_rate(), reads_per_ttl / (1 + reads_per_ttl), 0.01);
        }
    }

    // The read that finds the key expired, and everybody who comes while it loads.
    void aNaiveStampedeIsOnePlusTheReadsOfOneLoad() {
        constexpr double kLoadSeconds = 0.05;
        for (const double reads_per_load : {5.0, 50.0, 500.0}) {
            RunConfig config = without_latency(200ms);
            config.latency.database = from_seconds(kLoadSeconds);
            config.database_pool = 4096;
            PoissonLab it(config);
            it.run(reads_per_load / kLoadSeconds, 0, static_cast<std::uint64_t>(reads_per_load * 4'000));
            QVERIFY(it.counts.expiries > 100);
            const double loads = static_cast<double>(it.counts.selects) / static_cast<double>(it.counts.expiries);
            is_near(loads, 1 + reads_per_load, 0.05);
        }
    }

    // Writes come with rate m and tell nobody: of an entry's T seconds it is current until the first of them.
    void withOnlyATtlTheStaleShareOfHitsIsThatOfTheFormula() {
        for (const double writes_per_ttl : {0.5, 2.0}) {
            RunConfig config = without_latency(10s);
            config.invalidation.id = "ttl-only";
            PoissonLab it(config);
            it.run(1, writes_per_ttl / 10, 400'000);
            is_near(it.counts.stale_share(), 1 - (1 - std::exp(-writes_per_ttl)) / writes_per_ttl, 0.02);
        }
    }
};

QTEST_APPLESS_MAIN(TestFormulas)
#include "tst_formulas.moc"
