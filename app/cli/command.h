// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

#include "core/explore/script_file.h"
#include "core/explore/search.h"
#include "core/faults/fault_plan.h"
#include "core/model/run_config.h"
#include "core/workload/workload.h"

namespace stampede {

/// Exit codes of every sub-command.
inline constexpr int kOk = 0;
inline constexpr int kFailed = 1;  ///< the run failed, or a check did not hold
inline constexpr int kUsage = 2;

enum class WorldKind : std::uint8_t { live, simulated };

/// What `run` and `demo` were asked for, checked.
struct RunCommand {
    RunConfig config;
    Workload workload;
    FaultPlan faults;
    WorldKind world = WorldKind::live;
    std::string journal_file;             ///< empty: none
    std::string trace_file;               ///< empty: none
    std::filesystem::path data_dir;       ///< empty: the default
    std::filesystem::path database_file;  ///< empty: a private copy
    std::filesystem::path socket_dir;     ///< empty: a folder of our own
    bool json = false;
    bool timeline = false;  ///< the report has a line for each second
    bool progress = false;  ///< draws a progress bar on stderr
};

/// What `explore` was asked for, checked.
struct ExploreCommand {
    Scenario scenario;
    Goal goal;
    SearchLimits limits;
    std::filesystem::path script_file;  ///< where the shortest counterexample goes; empty: nowhere
    bool remedies = false;              ///< look for what would cure the first counterexample
    bool json = false;
    bool progress = false;
};

/// What `replay` was asked for, checked.
struct ReplayCommand {
    Script script;
    WorldKind world = WorldKind::live;
    std::filesystem::path data_dir;  ///< empty: the default
    bool json = false;
};

int run_command(const RunCommand& command);
int replay_command(const ReplayCommand& command);
int explore_command(const ExploreCommand& command);
/// Turns a journal file into a trace for Perfetto.
int trace_command(const std::string& journal, const std::string& trace, bool by_event);
int strategies_command(bool json);
/// Lists the catalogue of faults.
int faults_command(bool json);
/// Lists the recipes.
int recipes_command();
int doctor_command(bool json, const std::filesystem::path& data_dir);

/// A short live cache-aside run for people, with figures and a progress bar.
int demo_command(const std::filesystem::path& data_dir);

}  // namespace stampede
