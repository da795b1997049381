// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/key.h"

#include <charconv>

namespace stampede {
namespace {

constexpr std::string_view prefix(Kind kind) {
    switch (kind) {
        case Kind::user_profile: return "user:profile:";
        case Kind::product: return "product:";
        case Kind::leaderboard: return "leaderboard:top";
    }
    return "";
}

}  // namespace

std::string to_string(Key key) { return std::string(prefix(key.kind)) + std::to_string(key.id); }

std::optional<Key> parse_key(std::string_view text) {
    for (Kind kind : kKinds) {
        const auto head = prefix(kind);
        if (!text.starts_with(head)) continue;
        const auto digits = text.substr(head.size());
        std::uint32_t id = 0;
        const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), id);
        const bool whole = error == std::errc{} && end == digits.data() + digits.size();
        if (!whole || (kind == Kind::leaderboard && id != 100)) return std::nullopt;
        return Key{kind, id};
    }
    return std::nullopt;
}

}  // namespace stampede
