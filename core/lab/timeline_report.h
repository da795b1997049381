// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "core/oracle/timeline.h"

namespace stampede {

/// An array with an object for each second. Field names are stable.
nlohmann::ordered_json timeline_json(const std::vector<TimelineSecond>& seconds);
/// A table with a line for each second.
std::string timeline_text(const std::vector<TimelineSecond>& seconds);

}  // namespace stampede
