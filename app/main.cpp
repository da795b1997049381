// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command_line.h"
#include "app/window.h"

int main(int argc, char** argv) {
    const auto result = stampede::run_command_line(argc, argv);
    return result.exit_code ? *result.exit_code : stampede::open_window(argc, argv, result.window);
}
