// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

#include "core/model/key.h"

namespace stampede {

/// What a command on the main connection was sent for, in the token that its reply carries: a purpose in the top byte, and below it
/// what the purpose needs.
enum class Purpose : std::uint8_t { call, ping, memory, keep, expire, nothing };

constexpr std::uint64_t token_for(Purpose purpose, std::uint64_t rest = 0) { return (static_cast<std::uint64_t>(purpose) << 56) | rest; }
constexpr std::uint64_t token_for(Purpose purpose, Key key) {
    return token_for(purpose, (static_cast<std::uint64_t>(key.kind) << 32) | key.id);
}
constexpr Purpose purpose_of(std::uint64_t token) { return static_cast<Purpose>(token >> 56); }
constexpr Key key_of(std::uint64_t token) { return Key{static_cast<Kind>((token >> 32) & 0xffffff), static_cast<std::uint32_t>(token)}; }

}  // namespace stampede
