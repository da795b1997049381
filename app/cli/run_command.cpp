// SPDX-License-Identifier: GPL-3.0-or-later
#include <cstdio>
#include <iostream>
#include <optional>

#include "app/cli/command.h"
#include "app/cli/progress_bar.h"
#include "app/cli/signals.h"
#include "app/composition.h"
#include "core/async/virtual_time_loop.h"
#include "core/journal/chrome_trace.h"
#include "core/journal/journal.h"
#include "core/journal/journal_writer.h"
#include "core/lab/run.h"
#include "core/lab/run_recorder.h"
#include "core/lab/run_report.h"
#include "core/simulated/simulated_world.h"

namespace stampede {
namespace {

int fail(const std::string& sentence) {
    std::cerr << "stampede: " << sentence << "\n";
    return kFailed;
}

RunReport report_of(const RunCommand& command, const RunRecorder& recorder, bool interrupted) {
    RunReport report;
    report.config = command.config;
    report.world = command.world == WorldKind::live ? "live" : "simulated";
    report.workload = command.workload.name;
    report.metrics = recorder.metrics();
    report.verdict = recorder.verdict();
    report.findings = recorder.findings();
    report.elapsed = recorder.elapsed();
    report.journal_hash = recorder.hash();
    report.interrupted = interrupted;
    if (command.timeline) report.timeline = recorder.timeline();
    return report;
}

int percent_of(const RunCommand& command, const RunRecorder& recorder, Instant now) {
    const Workload& load = command.workload;
    if (load.duration > Duration{0}) return static_cast<int>(100 * (now - recorder.begun()) / load.duration);
    return static_cast<int>(100 * recorder.metrics().requests / std::max<std::uint64_t>(1, load.requests));
}

bool simulate(const RunCommand& command, RunRecorder& recorder) {
    VirtualTimeLoop loop;
    SimulatedWorld world(command.config, loop, loop);
    Run run(command.config, command.workload, command.faults, loop, world, recorder);
    bool done = false;
    run.on_begun([&] { recorder.begin(loop.now()); });
    run.start([&done] { done = true; });
    while (!done && loop.run_one()) {
    }
    return done;
}

/// Runs on real stores; true when it was interrupted.
tl::expected<bool, std::string> run_live(const RunCommand& command, RunRecorder& recorder, ProgressBar& bar) {
    Signals signals;
    const Places places{command.data_dir, command.database_file, command.socket_dir};
    auto composed = compose_live(command.config, places, [&bar](int percent, const std::string& what) { bar.draw(percent, what); });
    if (!composed) return tl::unexpected<std::string>(composed.error());
    Loop& loop = *composed->rig.loop;
    Run run(command.config, command.workload, command.faults, loop, *composed->rig.world, recorder);
    run.lab().on_notice([](const std::string& sentence) { std::cerr << "stampede: " << sentence << "\n"; });
    run.on_begun([&] { recorder.begin(loop.now()); });
    loop.post([&] { run.start([&loop] { loop.stop(); }); });
    signals.on_signal([&] { loop.post([&run] { run.stop(); }); });
    loop.run();
    return run.interrupted();
}

}  // namespace

int run_command(const RunCommand& command) {
    std::optional<JournalWriter> journal;
    if (!command.journal_file.empty()) {
        auto created = JournalWriter::create(command.journal_file, command.config.strategy, command.config.seed);
        if (!created) return fail(created.error());
        journal.emplace(std::move(*created));
    }
    ProgressBar bar;
    Journal kept;
    const RunRecorder* folded = nullptr;
    const auto also = [&](const Event& event) {
        if (journal) journal->write(event);
        if (!command.trace_file.empty()) kept.append(event);
        if (event.type != EventType::request_ended) return;
        const bool draw = command.progress && folded->metrics().requests % 64 == 0;
        if (draw) bar.draw(std::min(100, percent_of(command, *folded, event.at)), "running");
    };
    RunRecorder recorder(also, command.config.database_cancels);
    folded = &recorder;

    bool interrupted = false;
    if (command.world == WorldKind::simulated) {
        if (!simulate(command, recorder)) return fail("the simulation stopped before its workload was done");
    } else {
        const auto ran = run_live(command, recorder, bar);
        if (!ran) return fail(ran.error());
        interrupted = *ran;
    }
    if (command.progress) bar.draw(100, "done");
    if (journal) {
        if (auto ok = journal->finish(); !ok) return fail(ok.error());
    }
    if (!command.trace_file.empty()) {
        const auto each = [&kept](const std::function<void(const Event&)>& call) {
            for (std::size_t i = kept.first(); i < kept.size(); ++i) call(kept[i]);
        };
        if (auto ok = write_chrome_trace(command.trace_file, each, TraceAxis::lab_time); !ok) return fail(ok.error());
    }
    const RunReport report = report_of(command, recorder, interrupted);
    std::cout << (command.json ? report.json() + "\n" : report.text());
    return kOk;
}

}  // namespace stampede
