// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/command_line.h"
#include "ui/race/race_panel.h"

namespace stampede {

/// Plays scripts on a Redis and a SQLite of their own, beside the window's lab.
ui::RacePanel::Replayer script_replayer(const WindowCommand& command);

}  // namespace stampede
