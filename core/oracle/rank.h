// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

#include "core/model/value.h"

namespace stampede {

/// The place of a value in the order of all that its row was or will be, so that "older" is a comparison of numbers:
/// a commit has twice its version; a write that never committed because a later one of its queue did comes just before that one;
/// acknowledged writes that still wait come after every commit, in the order of the queue; a write of which nothing is known yet is newest.
using Rank = std::uint64_t;

inline constexpr Rank kNoRank = 0;  ///< older than everything
inline constexpr Rank kPendingRank = Rank{1} << 40;
inline constexpr Rank kNewestRank = ~Rank{0};

constexpr Rank rank_of(Version version) { return Rank{2} * version; }
constexpr Rank rank_before(Version version) { return version == 0 ? 0 : rank_of(version) - 1; }
constexpr Rank rank_of_pending(std::uint64_t place) { return place == 0 ? kNewestRank : kPendingRank + place; }

inline constexpr Rank kInitialRank = rank_of(kInitialVersion);

}  // namespace stampede
