// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace stampede {

/// What a key names. The prefix of the key in Redis follows from it: user:profile:42, product:7, leaderboard:top100.
enum class Kind : std::uint32_t { user_profile, product, leaderboard };

inline constexpr Kind kKinds[] = {Kind::user_profile, Kind::product, Kind::leaderboard};

/// A key of the lab. Trivially copyable and without padding, so that it can be hashed and compared as bytes.
struct Key {
    Kind kind = Kind::user_profile;
    std::uint32_t id = 0;

    friend bool operator==(Key, Key) = default;
    friend auto operator<=>(Key, Key) = default;
};

/// The leaderboard is an aggregate over many rows: it is read, never written by its key.
inline bool writable(Key key) { return key.kind != Kind::leaderboard; }

/// The key as Redis spells it.
std::string to_string(Key key);

/// Reads a key as Redis spells it; empty when the text names none. `leaderboard:top100` has id 100.
std::optional<Key> parse_key(std::string_view text);

struct KeyHash {
    std::size_t operator()(Key key) const {
        auto bits = (static_cast<std::uint64_t>(key.kind) << 32) | key.id;
        return static_cast<std::size_t>((bits ^ (bits >> 29)) * 0x9E3779B97F4A7C15ULL);
    }
};

}  // namespace stampede
