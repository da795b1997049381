// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <optional>

namespace stampede {

/// What the window was asked for on the command line.
struct WindowCommand {
    std::filesystem::path data_dir;  ///< empty: the default
    std::filesystem::path settings;  ///< a settings file of its own, empty: the user's
    bool simulated = false;          ///< do not look for a redis-server
};

/// Either runs a sub-command, or says that a window is wanted.
struct CommandLineResult {
    std::optional<int> exit_code;  ///< set: a sub-command ran, or the words were wrong
    WindowCommand window;
};

/// Needs no display. Usage errors are one sentence on stderr and exit code 2.
CommandLineResult run_command_line(int argc, char** argv);

}  // namespace stampede
