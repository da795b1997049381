// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/command_line.h"
#include "ui/model/lab_controller.h"

namespace stampede {

/// Opens real stores for the window. Whatever keeps them away, the window still opens: on simulated ones, with a sentence that says why.
ui::LabController::Opener lab_opener(const WindowCommand& command);

}  // namespace stampede
