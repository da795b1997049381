// SPDX-License-Identifier: GPL-3.0-or-later
#include <cstdio>
#include <ctime>

#include "core/async/virtual_time_loop.h"
#include "core/journal/journal.h"
#include "core/lab/run.h"
#include "core/oracle/consistency.h"
#include "core/oracle/metrics.h"
#include "core/simulated/simulated_world.h"

using namespace stampede;

namespace {

class Kept final : public EventSink {
   public:
    void record(const Event& event) override {
        journal.append(event);
        metrics.apply(event);
        if (judges) consistency.apply(event);
    }
    Journal journal{1'000'000};
    Metrics metrics;
    Consistency consistency;
    bool judges = false;
};

}  // namespace

/// Runs the load once and says how many reads a second of processor time that was.
static void measure(const char* what, const RunConfig& config, double read_share = 1, bool oracle = false) {
    Workload workload;
    workload.read_share = read_share;
    workload.keys = 10'000;
    workload.clients = 64;
    workload.requests = 2'000'000;
    VirtualTimeLoop loop;
    SimulatedWorld world(config, loop, loop);
    Kept sink;
    sink.judges = oracle;
    Run run(config, workload, {}, loop, world, sink);
    bool done = false;
    const std::clock_t begin = std::clock();
    run.start([&] { done = true; });
    while (!done && loop.run_one()) {
    }
    const double seconds = static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
    std::printf("{\"bench\": \"simulated cache-aside, %s%s\", \"reads_per_second\": %.0f, \"hit_rate\": %.3f, \"events\": %zu}\n", what,
                oracle ? ", with oracle" : "", static_cast<double>(sink.metrics.reads) / seconds, sink.metrics.hit_rate(),
                sink.journal.size());
}

/// Simulated reads a second of processor time, journal and metrics on, and the oracle where it says so. Figures to compare with, not a
/// test.
int main() {
    for (int round = 0; round < 3; ++round) {
        RunConfig config;
        measure("everything fits", config);
        measure("everything fits", config, 1, true);
        measure("everything fits, a fifth of writes", config, 0.8);
        measure("everything fits, a fifth of writes", config, 0.8, true);
        config.cache_memory = 1'000 * FakeCache::kEntryBytes;
        measure("room for a tenth", config);
        config.latency.spread = Spread::log_normal;
        measure("room for a tenth, log-normal latency", config);
    }
}
