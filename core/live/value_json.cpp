// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/live/value_json.h"

#include <charconv>
#include <nlohmann/json.hpp>

namespace stampede {
namespace {

using Json = nlohmann::ordered_json;

bool take(std::string_view text, std::size_t& at, std::string_view expected) {
    if (text.substr(at, expected.size()) != expected) return false;
    at += expected.size();
    return true;
}

bool take(std::string_view text, std::size_t& at, std::uint32_t& number) {
    const auto [end, error] = std::from_chars(text.data() + at, text.data() + text.size(), number);
    at = static_cast<std::size_t>(end - text.data());
    return error == std::errc{};
}

// The bytes as written by row_json end in the two numbers: a hit need not parse the rest.
std::optional<Value> value_at_end(std::string_view text) {
    constexpr std::string_view kVersion = ",\"version\":";
    std::size_t at = text.rfind(kVersion);
    Value value;
    if (at == std::string_view::npos) return std::nullopt;
    const bool fits = take(text, at, kVersion) && take(text, at, value.version) && take(text, at, ",\"write\":") &&
                      take(text, at, value.write) && take(text, at, "}") && at == text.size();
    return fits ? std::optional(value) : std::nullopt;
}

}  // namespace

std::string leaderboard_json(Key key, std::span<const LeaderboardEntry> top, Value value) {
    Json json;
    json["id"] = key.id;
    Json entries = Json::array();
    for (const LeaderboardEntry& entry : top) {
        Json one;
        one["user"] = entry.user;
        one["total"] = entry.total;
        entries.push_back(std::move(one));
    }
    json["top"] = std::move(entries);
    json["version"] = value.version;
    json["write"] = value.write;
    return json.dump();
}

std::optional<Value> value_from_json(std::string_view text) {
    if (const auto value = value_at_end(text)) return value;
    const Json json = Json::parse(text, nullptr, false);
    if (!json.is_object()) return std::nullopt;
    const auto version = json.find("version");
    const auto write = json.find("write");
    if (version == json.end() || write == json.end() || !version->is_number_unsigned() || !write->is_number_unsigned()) return std::nullopt;
    return Value{write->get<WriteId>(), version->get<Version>()};
}

}  // namespace stampede
