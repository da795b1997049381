// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "core/model/change.h"
#include "core/model/entry.h"
#include "core/model/key.h"
#include "core/model/value.h"

namespace stampede {

/// The bytes that Redis holds for a user or a product: the row's fields, then the version and the write that made it.
/// {"id":42,"name":"Ada Lovelace","email":...,"avatar":...,"version":1,"write":0}
/// "" for the leaderboard: no row says what is in it.
std::string row_json(Key key, Value value);

/// The bytes that Redis holds for an entry: a plain value is the row and nothing else. Notes follow it, "fresh_until", "expires" and
/// "cost", each in nanoseconds of lab time and only where it is kept. What is no value has an id, a version, a write and a "state"
/// ("absent", "tombstone"). `row` is the row's own bytes, of row_json or of the leaderboard.
std::string entry_json(Key key, Value value, EntryState state, const EntryNotes& notes, std::string row);

/// A change as it lies in the list of a write-behind: {"key":"user:profile:42","write":17}, and "erase":true for an erasure.
std::string change_json(Key key, Change change);

}  // namespace stampede
