// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "core/model/entry.h"
#include "core/model/key.h"
#include "core/model/value.h"

namespace stampede {

struct LeaderboardEntry {
    std::int64_t user = 0;
    std::int64_t total = 0;
};

/// The bytes that Redis holds for the leaderboard (users and products: core/model/row_json.h):
/// {"id":100,"top":[{"user":7,"total":123},...],"version":1,"write":0}
std::string leaderboard_json(Key key, std::span<const LeaderboardEntry> top, Value value);

struct StoredEntry {
    Value value{};
    EntryState state = EntryState::value;
    EntryNotes notes{};
};

/// Reads an entry back; empty when the text is none of ours. Bytes as we write them are read from their end, without parsing them.
std::optional<StoredEntry> entry_from_json(std::string_view text);

}  // namespace stampede
