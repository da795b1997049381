// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <string>

#include "core/model/event.h"

namespace stampede {

/// What an operation says to its store, for people to read and to copy. Statements are those of statements.h with their parameters
/// filled in; the bytes of a value are shortened to what names it: its id, version and write.

/// The Redis command of a parked, issued, effect or replied event, "" when its verb is not Redis's. A SET ends in PX and the `ttl`
/// in milliseconds; a ttl of zero leaves it out.
std::string redis_command(const Event& event, Duration ttl = Duration{0});

/// The SQL of such an event, one statement a line, "" when its verb is not the database's. A write's version is the one of the
/// reply, or ?5 (?6 for users) before it is known; what the row's columns become is left as parameters.
std::string sql_text(const Event& event);

/// The SQL of a batch that has been performed, from the effects of its writes.
std::string batch_text(std::span<const Event> effects);

/// Whichever of the two applies.
std::string command_text(const Event& event, Duration ttl = Duration{0});

}  // namespace stampede
