// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <tl/expected.hpp>

#include "app/cli/command.h"
#include "core/lab/rig.h"
#include "core/lab/until.h"

namespace stampede {

/// What was put together, in words for people.
struct Composed {
    Rig rig;
    /// Runs a live world's loop until the condition holds; false when it did not within ten seconds. For whoever steps without a loop
    /// running.
    Until run_until;
    std::string description;
    std::filesystem::path socket;         ///< empty when simulated
    std::filesystem::path database_file;  ///< empty when simulated
    std::size_t neighbours = 0;           ///< other labs on real stores that run at this moment
};

struct Places {
    std::filesystem::path data_dir;
    std::filesystem::path database_file;
    std::filesystem::path socket_dir;
};

using Progress = std::function<void(int percent, const std::string& what)>;

/// The one place that chooses a world. Call it on the thread that will run the loop; the live one may build its data set first. The error
/// is one sentence that says what to do.
tl::expected<Composed, std::string> compose_live(const RunConfig& config, const Places& places, const Progress& progress);

/// Simulated stores at the pace of the wall clock, for the window.
Composed compose_simulated(const RunConfig& config);

}  // namespace stampede
