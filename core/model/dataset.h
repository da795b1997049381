// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

#include "core/model/key.h"

namespace stampede {

/// What both worlds hold when they open: rows numbered from 1.
inline constexpr std::uint32_t kUsers = 10'000;
inline constexpr std::uint32_t kProducts = 10'000;
inline constexpr std::uint32_t kLeaderboardRows = 200'000;  ///< orders and scores together: what the leaderboard has to add up

/// Whether the data set as created has a row for the key.
constexpr bool initially_present(Key key) {
    switch (key.kind) {
        case Kind::user_profile: return key.id >= 1 && key.id <= kUsers;
        case Kind::product: return key.id >= 1 && key.id <= kProducts;
        case Kind::leaderboard: return true;
    }
    return false;
}

}  // namespace stampede
