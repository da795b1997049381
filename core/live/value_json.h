// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "core/model/key.h"
#include "core/model/value.h"

namespace stampede {

/// The bytes that Redis holds for a user or a product: the row's fields, then the version and the write that made it.
/// {"id":42,"name":"Ada Lovelace","email":...,"avatar":...,"version":1,"write":0}
std::string to_json(Key key, Value value);

struct LeaderboardEntry {
    std::int64_t user = 0;
    std::int64_t total = 0;
};

/// The bytes for the leaderboard: {"id":100,"top":[{"user":7,"total":123},...],"version":1,"write":0}
std::string leaderboard_json(Key key, std::span<const LeaderboardEntry> top, Value value);

/// Reads version and write back; empty when the text is no value of ours.
std::optional<Value> value_from_json(std::string_view text);

}  // namespace stampede
