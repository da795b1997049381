// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/promises/whole_run.h"

#include <stdexcept>

#include "core/async/virtual_time_loop.h"
#include "core/live/open_live.h"
#include "core/simulated/simulated_world.h"

namespace stampede::test {
namespace {

WholeRun result_of(const RunRecorder& recorder, Run& run, bool done) {
    return {recorder.metrics(), recorder.verdict(), recorder.hash(), run.lab().in_flight(), done};
}

}  // namespace

WholeRun run_simulated(const RunConfig& config, const Workload& workload, const FaultPlan& faults, MakeStrategy make) {
    VirtualTimeLoop loop;
    SimulatedWorld world(config, loop, loop);
    RunRecorder recorder;
    Run run(config, workload, faults, loop, world, recorder, std::move(make));
    bool done = false;
    run.start([&done] { done = true; });
    while (!done && loop.run_one()) {
    }
    return result_of(recorder, run, done);
}

WholeRun run_live(const RunConfig& config, const Workload& workload, const FaultPlan& faults, MakeStrategy make) {
    LiveOptions options;
    options.config = config;
    options.data_dir = STAMPEDE_TEST_DATA;
    auto opened = open_live(options);
    if (!opened) throw std::runtime_error(opened.error());
    RunRecorder recorder;
    Loop& loop = *opened->loop;
    bool done = false;
    Run run(config, workload, faults, loop, *opened->world, recorder, std::move(make));
    loop.post([&] {
        run.start([&] {
            done = true;
            loop.stop();
        });
    });
    loop.run();
    return result_of(recorder, run, done);
}

}  // namespace stampede::test
