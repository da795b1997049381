// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/run_config.h"

namespace stampede {

/// Whether an instance of this combination may remember anything beyond the frames of its requests: a table of flights, a queue, a copy. If
/// so, two orders in which its requests saw the same replies count as two states; if not, as one.
bool remembers(const RunConfig& config);

/// Whether requests of this combination draw names for themselves that others can tell apart: the token of a lock, the number of a series.
/// Then no two of them are alike.
bool gives_names(const RunConfig& config);

}  // namespace stampede
