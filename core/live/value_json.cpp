// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/live/value_json.h"

#include <charconv>
#include <nlohmann/json.hpp>

namespace stampede {
namespace {

using Json = nlohmann::ordered_json;

bool take(std::string_view& text, std::string_view expected) {
    if (!text.starts_with(expected)) return false;
    text.remove_prefix(expected.size());
    return true;
}

template <class Number>
bool take_number(std::string_view& text, Number& number) {
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    return error == std::errc{};
}

// A note that is not there is no mistake.
bool take_note(std::string_view& text, std::string_view name, std::chrono::nanoseconds& note) {
    if (!take(text, name)) return true;
    std::chrono::nanoseconds::rep count = 0;
    if (!take_number(text, count)) return false;
    note = std::chrono::nanoseconds(count);
    return true;
}

// The bytes as written by entry_json end in version, write, and what goes with them: a hit need not parse the rest.
std::optional<StoredEntry> entry_at_end(std::string_view text) {
    constexpr std::string_view kVersion = ",\"version\":";
    const std::size_t at = text.rfind(kVersion);
    if (at == std::string_view::npos) return std::nullopt;
    text.remove_prefix(at + kVersion.size());
    StoredEntry entry;
    if (!take_number(text, entry.value.version) || !take(text, ",\"write\":") || !take_number(text, entry.value.write)) return std::nullopt;
    if (text == "}") return entry;
    if (take(text, ",\"state\":\"absent\"")) entry.state = EntryState::absent;
    if (take(text, ",\"state\":\"tombstone\"")) entry.state = EntryState::tombstone;
    const bool noted = take_note(text, ",\"fresh_until\":", entry.notes.fresh_until) &&
                       take_note(text, ",\"expires\":", entry.notes.expires) && take_note(text, ",\"cost\":", entry.notes.cost);
    return noted && text == "}" ? std::optional(entry) : std::nullopt;
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

std::optional<StoredEntry> entry_from_json(std::string_view text) {
    if (const auto entry = entry_at_end(text)) return entry;
    const Json json = Json::parse(text, nullptr, false);
    if (!json.is_object()) return std::nullopt;
    const auto version = json.find("version");
    const auto write = json.find("write");
    if (version == json.end() || write == json.end() || !version->is_number_unsigned() || !write->is_number_unsigned()) return std::nullopt;
    StoredEntry entry;
    entry.value = {write->get<WriteId>(), version->get<Version>()};
    const auto state = json.find("state");
    if (state != json.end() && *state == name_of(EntryState::absent)) entry.state = EntryState::absent;
    if (state != json.end() && *state == name_of(EntryState::tombstone)) entry.state = EntryState::tombstone;
    const auto note = [&json](const char* name) {
        const auto found = json.find(name);
        const bool kept = found != json.end() && found->is_number_integer();
        return std::chrono::nanoseconds(kept ? found->get<std::chrono::nanoseconds::rep>() : 0);
    };
    entry.notes = {note("fresh_until"), note("expires"), note("cost")};
    return entry;
}

}  // namespace stampede
