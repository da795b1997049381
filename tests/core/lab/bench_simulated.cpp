// SPDX-License-Identifier: GPL-3.0-or-later
#include <chrono>
#include <cstdio>

#include "core/async/virtual_time_loop.h"
#include "core/journal/journal.h"
#include "core/lab/run.h"
#include "core/oracle/metrics.h"
#include "core/simulated/simulated_world.h"

using namespace stampede;

namespace {

class Kept final : public EventSink {
   public:
    void record(const Event& event) override {
        journal.append(event);
        metrics.apply(event);
    }
    Journal journal{1'000'000};
    Metrics metrics;
};

}  // namespace

/// Simulated cache-aside reads a second on one core, journal and metrics on. A figure to compare with, not a test.
int main() {
    RunConfig config;
    Workload workload;
    workload.read_share = 1;
    workload.keys = 10'000;
    workload.clients = 64;
    workload.requests = 2'000'000;
    for (int round = 0; round < 3; ++round) {
        VirtualTimeLoop loop;
        SimulatedWorld world(config, loop, loop);
        Kept sink;
        Run run(config, workload, {}, loop, world, sink);
        bool done = false;
        const auto begin = std::chrono::steady_clock::now();
        run.start([&] { done = true; });
        while (!done && loop.run_one()) {
        }
        const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
        std::printf("{\"bench\": \"simulated cache-aside\", \"reads_per_second\": %.0f, \"hit_rate\": %.3f, \"events\": %zu}\n",
                    static_cast<double>(sink.metrics.reads) / seconds, sink.metrics.hit_rate(), sink.journal.size());
    }
}
