// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/live/proxy/request_reader.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <nlohmann/json.hpp>

#include "core/model/redis_scripts.h"

namespace stampede {
namespace {

using Words = std::span<const std::string_view>;

bool says(std::string_view word, std::string_view upper) {
    return word.size() == upper.size() && std::equal(word.begin(), word.end(), upper.begin(), upper.end(),
                                                     [](char a, char b) { return std::toupper(static_cast<unsigned char>(a)) == b; });
}

bool any_of(std::string_view word, std::initializer_list<std::string_view> names) {
    return std::any_of(names.begin(), names.end(), [word](std::string_view name) { return says(word, name); });
}

Key key_in(Words words, std::size_t at) {
    if (at >= words.size()) return {};
    return parse_stored_key(words[at]).value_or(Key{});
}

struct Script {
    const RedisScript* script;
    Verb verb;
};

Verb verb_of_script(std::string_view text) {
    constexpr std::array<Script, 13> kScripts{{{&scripts::set_newer, Verb::cache_set_newer},
                                               {&scripts::delete_if, Verb::cache_del_if},
                                               {&scripts::lease_get, Verb::cache_lease_get},
                                               {&scripts::lease_set, Verb::cache_lease_set},
                                               {&scripts::lease_delete, Verb::cache_lease_del},
                                               {&scripts::list_write, Verb::list_write},
                                               {&scripts::list_take, Verb::list_take},
                                               {&scripts::list_done, Verb::list_done},
                                               {&scripts::list_recover, Verb::list_recover},
                                               {&scripts::stream_write, Verb::stream_write},
                                               {&scripts::stream_claim, Verb::stream_claim},
                                               {&scripts::stream_done, Verb::stream_done},
                                               {&scripts::stream_dead_letter, Verb::stream_dead_letter}}};
    const auto found = std::find_if(kScripts.begin(), kScripts.end(), [text](const Script& each) { return each.script->text == text; });
    return found == kScripts.end() ? Verb::none : found->verb;
}

// The key is inside of what is pushed: {"key":"user:profile:42",...}.
Key key_in_change(Words words) {
    if (words.size() < 3) return {};
    const auto json = nlohmann::json::parse(words[2], nullptr, false);
    if (!json.is_object() || !json.contains("key") || !json["key"].is_string()) return key_in(words, 1);
    return parse_key(json["key"].get_ref<const std::string&>()).value_or(Key{});
}

Verb verb_of(Words words) {
    const std::string_view name = words[0];
    if (says(name, "GET")) return Verb::cache_get;
    if (says(name, "DEL")) return Verb::cache_del;
    if (says(name, "INCR")) return Verb::cache_incr;
    if (says(name, "PUBLISH")) return Verb::cache_publish;
    if (says(name, "LPUSH")) return Verb::list_push;
    if (says(name, "RPOP")) return Verb::list_pop;
    if (says(name, "XREADGROUP")) return Verb::stream_read;
    if (says(name, "EVAL") && words.size() > 1) return verb_of_script(words[1]);
    if (!says(name, "SET")) return Verb::none;
    const bool vacant = words.size() > 3 && std::any_of(words.begin() + 3, words.end(), [](auto word) { return says(word, "NX"); });
    return vacant ? Verb::cache_add : Verb::cache_set;
}

}  // namespace

RequestRead read_request(Words words) {
    RequestRead read;
    if (words.empty()) return read;
    const std::string_view name = words[0];
    read.verb = verb_of(words);
    if (read.verb == Verb::list_push) {
        read.key = key_in_change(words);
    } else if (says(name, "EVAL")) {
        read.key = key_in(words, 3);
    } else if (read.verb == Verb::cache_publish) {
        read.key = key_in(words, 2);
    } else {
        read.key = key_in(words, 1);
    }
    return read;
}

bool manages_connection(Words words) {
    if (words.empty()) return false;
    return any_of(words[0], {"CLIENT", "HELLO", "AUTH", "QUIT", "RESET", "XGROUP", "UNSUBSCRIBE", "PUNSUBSCRIBE"}) || begins_stream(words);
}

bool begins_stream(Words words) {
    if (words.empty()) return false;
    const std::string_view name = words[0];
    if (any_of(name, {"SUBSCRIBE", "PSUBSCRIBE", "SSUBSCRIBE", "MONITOR", "SYNC", "PSYNC"})) return true;
    if (words.size() == 1) return false;
    return (says(name, "HELLO") && words[1] == "3") || (says(name, "CLIENT") && says(words[1], "REPLY"));
}

}  // namespace stampede
