// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/key.h"

#include <charconv>
#include <utility>

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

std::string to_string(Key key) {
    const std::string row = std::string(prefix(key.kind)) + std::to_string(key.id);
    switch (key.role) {
        case Role::data: return key.generation == 0 ? row : row + ":v" + std::to_string(key.generation);
        case Role::lock: return "lock:" + row;
        case Role::counter: return "version:" + row;
        case Role::lease: return "lease:" + row;
        case Role::stale: return "stale:" + row;
        case Role::queue: return key.id == 0 ? "queue:writes" : "queue:taken:" + std::to_string(key.id - 1);
        case Role::stream: return key.id == 0 ? "stream:writes" : "stream:dead";
    }
    return row;
}

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

std::optional<Key> parse_stored_key(std::string_view text) {
    constexpr std::pair<std::string_view, Role> kHeads[] = {
        {"lock:", Role::lock}, {"version:", Role::counter}, {"lease:", Role::lease}, {"stale:", Role::stale}};
    for (const auto& [head, role] : kHeads) {
        if (!text.starts_with(head)) continue;
        const auto row = parse_key(text.substr(head.size()));
        return row ? std::optional(row->as(role)) : std::nullopt;
    }
    for (std::uint32_t id = 0; id <= 255 && text.starts_with("queue:"); ++id) {
        if (const Key key{Kind::user_profile, id, Role::queue}; text == to_string(key)) return key;
    }
    for (std::uint32_t id = 0; id <= 1 && text.starts_with("stream:"); ++id) {
        if (const Key key{Kind::user_profile, id, Role::stream}; text == to_string(key)) return key;
    }
    const auto mark = text.rfind(":v");
    if (mark == std::string_view::npos) return parse_key(text);
    const auto digits = text.substr(mark + 2);
    const auto row = parse_key(text.substr(0, mark));
    std::uint32_t generation = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), generation);
    if (!row || error != std::errc{} || end != digits.data() + digits.size() || generation == 0) return std::nullopt;
    return Key{row->kind, row->id, Role::data, generation};
}

}  // namespace stampede
