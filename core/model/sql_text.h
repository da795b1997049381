// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <string>

#include "core/model/event.h"

namespace stampede {

/// What an operation says to the database, for people to read and to copy, spelled as sqlite3 takes it: the statements of statements.h
/// with their parameters filled in.

/// The SQL of a parked, issued, effect or replied event, one statement a line, "" when its verb is not the database's. What the event does
/// not know stays a parameter: a write's version until the reply tells it (?5 for users, ?4 for products), the number of entries to
/// take from the outbox (?1). Of an absent row, the second statement shows once the reply tells that there is none.
std::string sql_text(const Event& event);

/// The SQL of a batch that has been performed, from the effects of its changes. Their tickets stay a parameter (?2).
std::string batch_text(std::span<const Event> effects);

}  // namespace stampede
