// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/command_line.h"

namespace stampede {

/// Opens the window and runs until it is closed, or until SIGINT or SIGTERM, which close it in order. Returns the exit code; 1 with one
/// sentence on stderr when there is no display.
int open_window(int argc, char** argv, const WindowCommand& command);

}  // namespace stampede
