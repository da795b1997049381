// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <string>

#include "core/model/event.h"

namespace stampede {

/// What an operation says to its store, for people to read and to copy, spelled as redis-cli and sqlite3 take it. Statements are
/// those of statements.h with their parameters filled in.

/// The Redis command of a parked, issued, effect or replied event, "" when its verb is not Redis's. A SET carries the very bytes
/// that are stored, in single quotes, and ends in PX and the `ttl` in milliseconds; a ttl of zero leaves it out. Only the SET of the
/// leaderboard is shortened ("top":[…]): its content is what the SELECT read, and events do not hold it.
std::string redis_command(const Event& event, Duration ttl = Duration{0});

/// The SQL of such an event, one statement a line, "" when its verb is not the database's. A write's version is handed
/// out by its first statement: until the reply tells it, it stays a parameter (?5 for users, ?4 for products).
std::string sql_text(const Event& event);

/// The SQL of a batch that has been performed, from the effects of its writes.
std::string batch_text(std::span<const Event> effects);

/// Whichever of the two applies.
std::string command_text(const Event& event, Duration ttl = Duration{0});

}  // namespace stampede
