// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>

namespace stampede {

/// What a key names. The prefix of the key in Redis follows from it: user:profile:42, product:7, leaderboard:top100.
enum class Kind : std::uint32_t { user_profile, product, leaderboard };

inline constexpr Kind kKinds[] = {Kind::user_profile, Kind::product, Kind::leaderboard};

/// What the cache keeps under a key: the row itself, or something that a mechanism needs beside it.
enum class Role : std::uint32_t {
    data,     ///< user:profile:42, or user:profile:42:v7 where the version is part of the key
    lock,     ///< lock:user:profile:42 holds the token of whoever loads the row
    counter,  ///< version:user:profile:42 counts the row's versions
    lease,    ///< lease:user:profile:42 holds the token of the one who may fill the entry
    stale,    ///< stale:user:profile:42 keeps, for a moment, what was deleted
    queue,    ///< queue:writes, the list of a write-behind queue; with id n + 1 queue:taken:<n>, what instance n took from it
    stream,   ///< stream:writes; with id 1 stream:dead, the dead letters
};

/// A key of the lab. Trivially copyable and without padding, so that it can be hashed and compared as bytes.
struct Key {
    Kind kind;
    std::uint32_t id;
    Role role : 8;
    std::uint32_t generation : 24;  ///< the version that is part of the key; 0: none is

    constexpr Key() : Key(Kind::user_profile, 0) {}
    constexpr Key(Kind kind_, std::uint32_t id_, Role role_ = Role::data, std::uint32_t generation_ = 0)
        : kind(kind_), id(id_), role(role_), generation(generation_ & 0xffffffu) {}

    /// The row that the key is about.
    constexpr Key row() const { return Key{kind, id}; }
    constexpr Key as(Role other) const { return Key{kind, id, other}; }
    /// The key under which this version of the row is cached. Counts past 2^24 start again at 1.
    constexpr Key at(std::uint64_t version) const {
        return Key{kind, id, Role::data, static_cast<std::uint32_t>((version - 1) % 0xffffff) + 1};
    }

    friend bool operator==(Key, Key) = default;
    friend constexpr auto operator<=>(Key a, Key b) {
        if (const auto order = a.kind <=> b.kind; order != 0) return order;
        if (const auto order = a.id <=> b.id; order != 0) return order;
        const auto rest = [](Key key) { return (static_cast<std::uint32_t>(key.role) << 24) | key.generation; };
        return rest(a) <=> rest(b);
    }
};

static_assert(sizeof(Key) == 12 && std::is_trivially_copyable_v<Key>);

/// The leaderboard is an aggregate over many rows: it is read, never written by its key.
inline bool writable(Key key) { return key.kind != Kind::leaderboard; }

/// The key as Redis spells it.
std::string to_string(Key key);

/// Reads the key of a row as Redis spells it; empty when the text names none. `leaderboard:top100` has id 100.
std::optional<Key> parse_key(std::string_view text);
/// Reads any key that to_string spells, of whatever role.
std::optional<Key> parse_stored_key(std::string_view text);

struct KeyHash {
    std::size_t operator()(Key key) const {
        const auto rest = (static_cast<std::uint64_t>(key.role) << 24) | key.generation;
        const auto bits = ((static_cast<std::uint64_t>(key.kind) << 32) | key.id) ^ (rest << 34);
        return static_cast<std::size_t>((bits ^ (bits >> 29)) * 0x9E3779B97F4A7C15ULL);
    }
};

}  // namespace stampede
