// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

#include "core/model/key.h"

namespace stampede {

/// What a command was sent for, in the token that its reply carries: a purpose in the top bits, and below them what the purpose needs,
/// a whole key at most.
enum class Purpose : std::uint8_t { call, ping, memory, keep, expire, nothing, evict, lab };

/// Of Purpose::lab: which of the lab's own commands.
enum class LabCommand : std::uint8_t { pause, unpause, measure, limit, flush, reset };

inline constexpr int kPurposeAt = 61;

constexpr std::uint64_t token_for(Purpose purpose, std::uint64_t rest = 0) {
    return (static_cast<std::uint64_t>(purpose) << kPurposeAt) | rest;
}
constexpr std::uint64_t token_for(Purpose purpose, Key key) {
    const auto role = static_cast<std::uint64_t>(key.role);
    const auto kind = static_cast<std::uint64_t>(key.kind);
    return token_for(purpose, (kind << 59) | (role << 56) | (std::uint64_t{key.generation} << 32) | key.id);
}
constexpr Purpose purpose_of(std::uint64_t token) { return static_cast<Purpose>(token >> kPurposeAt); }
constexpr Key key_of(std::uint64_t token) {
    return Key{static_cast<Kind>((token >> 59) & 3), static_cast<std::uint32_t>(token), static_cast<Role>((token >> 56) & 7),
               static_cast<std::uint32_t>(token >> 32) & 0xffffff};
}

}  // namespace stampede
