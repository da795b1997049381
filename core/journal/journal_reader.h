// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <string>
#include <tl/expected.hpp>

#include "core/model/event.h"

namespace stampede {

/// One line of a journal file, as `to_json` writes it; one sentence if it is something else.
tl::expected<Event, std::string> event_from_json(const std::string& line);

/// Calls back with each event of a journal file. One sentence that names the line if the file is no journal, or is damaged; what came
/// before has been told.
tl::expected<void, std::string> read_journal(const std::string& path, const std::function<void(const Event&)>& event);

}  // namespace stampede
