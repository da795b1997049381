// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "core/model/event.h"
#include "core/model/redis_text.h"
#include "core/model/sql_text.h"

namespace stampede {

/// What an operation says to its store, for people to read and to copy: redis_command or sql_text, whichever applies.
std::string command_text(const Event& event, Duration ttl = Duration{0});

}  // namespace stampede
