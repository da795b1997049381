// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command_line.h"

#include <iostream>

#include "app/cli/explore_options.h"
#include "app/cli/replay_options.h"
#include "app/cli/run_options.h"
#include "app/version.h"

namespace stampede {
namespace {

int refuse(const std::string& sentence) {
    std::cerr << "stampede: " << sentence << "\n";
    return kUsage;
}

int run(const RunOptions& options) {
    if (options.asks_for_recipes()) return recipes_command();
    const auto command = options.to_command();
    return command ? run_command(*command) : refuse(command.error());
}

int explore(const ExploreOptions& options) {
    const auto command = options.to_command();
    return command ? explore_command(*command) : refuse(command.error());
}

int replay(const ReplayOptions& options) {
    const auto command = options.to_command();
    return command ? replay_command(*command) : refuse(command.error());
}

}  // namespace

CommandLineResult run_command_line(int argc, char** argv) {
    CLI::App app("Stampede: a laboratory for caching strategies on a real Redis and a real SQLite. Without a command it opens the window.",
                 "stampede");
    app.set_version_flag("--version", std::string("stampede ") + kVersion);
    app.require_subcommand(0, 1);

    CommandLineResult result;
    std::string data_dir, settings;
    bool json = false;
    app.add_option("--data-dir", data_dir, "where the data set is kept");
    app.add_option("--settings", settings, "a settings file of its own");
    app.add_flag("--simulated", result.window.simulated, "open the window on simulated stores");

    auto* list = app.add_subcommand("strategies", "List the catalogue: ids, paths, what each promises");
    list->add_flag("--json", json, "print JSON");
    auto* faults = app.add_subcommand("faults", "List the faults: ids, what each does, its parameters");
    faults->add_flag("--json", json, "print JSON");
    auto* doctor = app.add_subcommand("doctor", "Say what this machine has: redis-server, versions, sockets, writable folders");
    doctor->add_flag("--json", json, "print JSON");
    doctor->add_option("--data-dir", data_dir, "where the data set is kept");
    auto* demo = app.add_subcommand("demo", "A short live cache-aside run in the terminal");
    demo->add_option("--data-dir", data_dir, "where the data set is kept");
    auto* run_app = app.add_subcommand("run", "Run a workload on a strategy and report");
    RunOptions options;
    options.declare(*run_app);
    auto* explore_app = app.add_subcommand("explore", "Search every schedule of a small scenario for one that breaks a promise");
    ExploreOptions explore_options;
    explore_options.declare(*explore_app);
    auto* replay_app = app.add_subcommand("replay", "Play a script of `explore` step by step and compare every reply with the search's");
    ReplayOptions replay_options;
    replay_options.declare(*replay_app);
    auto* trace_app = app.add_subcommand("trace", "Turn a journal that `run --journal` wrote into a Chrome trace, for ui.perfetto.dev");
    std::string journal, trace;
    bool by_event = false;
    trace_app->add_option("journal", journal, "the journal")->required();
    trace_app->add_option("trace", trace, "the file to write")->required();
    trace_app->add_flag("--by-event", by_event, "an event is worth a millisecond, whatever lab time says");

    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        if (error.get_exit_code() == 0) {
            app.exit(error);
            result.exit_code = kOk;
        } else {
            result.exit_code = refuse(std::string(error.what()) + "; see `stampede --help`");
        }
        return result;
    }
    result.window.data_dir = data_dir;
    result.window.settings = settings;
    if (*list) result.exit_code = strategies_command(json);
    if (*faults) result.exit_code = faults_command(json);
    if (*doctor) result.exit_code = doctor_command(json, data_dir);
    if (*demo) result.exit_code = demo_command(data_dir);
    if (*run_app) result.exit_code = run(options);
    if (*explore_app) result.exit_code = explore(explore_options);
    if (*replay_app) result.exit_code = replay(replay_options);
    if (*trace_app) result.exit_code = trace_command(journal, trace, by_event);
    return result;
}

}  // namespace stampede
