// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "core/journal/lab_state.h"
#include "ui/model/lab_session.h"

namespace stampede::ui {

/// What is broken at the end of the journal, wherever the cursor is; oldest first.
std::vector<ActiveFault> activeFaults(const LabSession& session);

}  // namespace stampede::ui
