// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/command_text.h"

#include <string_view>

#include "core/model/statements.h"

namespace stampede {
namespace {

// "?1" in the statement, but not the beginning of "?10".
void fill_in(std::string& statement, int parameter, std::uint64_t figure) {
    std::string name(1, '?');
    name += std::to_string(parameter);
    for (std::size_t at = statement.find(name); at != std::string::npos; at = statement.find(name, at + 1)) {
        const std::size_t after = at + name.size();
        if (after < statement.size() && statement[after] >= '0' && statement[after] <= '9') continue;
        statement.replace(at, name.size(), std::to_string(figure));
    }
}

std::string shortened_json(Key key, Value value) {
    std::string json = "{\"id\":";
    json += std::to_string(key.id);
    json += ",…,\"version\":";
    json += std::to_string(value.version);
    json += ",\"write\":";
    json += std::to_string(value.write);
    json += '}';
    return json;
}

std::string select_text(Key key) {
    std::string statement;
    switch (key.kind) {
        case Kind::user_profile: statement = sql::kSelectUser; break;
        case Kind::product: statement = sql::kSelectProduct; break;
        case Kind::leaderboard: statement = sql::kSelectLeaderboard; break;
    }
    fill_in(statement, 1, key.id);
    return statement;
}

std::string upsert_text(Key key, Value value) {
    const bool user = key.kind == Kind::user_profile;
    std::string statement = user ? sql::kUpsertUser : sql::kUpsertProduct;
    const int version = user ? 5 : 4;
    fill_in(statement, 1, key.id);
    if (value.version != 0) fill_in(statement, version, value.version);
    fill_in(statement, version + 1, value.write);
    return statement;
}

std::string write_text(Key key, Value value) {
    std::string text = sql::kNextVersion;
    text += ";\n";
    text += upsert_text(key, value);
    text += ";\n";
    return text;
}

std::string transaction(std::string_view inside) {
    std::string text = sql::kBegin;
    text += ";\n";
    text += inside;
    text += sql::kCommit;
    return text;
}

}  // namespace

std::string redis_command(const Event& event, Duration ttl) {
    const std::string key = to_string(event.key);
    switch (event.verb) {
        case Verb::cache_get: return "GET " + key;
        case Verb::cache_del: return "DEL " + key;
        case Verb::cache_set: {
            std::string command = "SET " + key + " " + shortened_json(event.key, event.value);
            if (ttl > Duration{0}) command += " PX " + std::to_string(std::chrono::ceil<std::chrono::milliseconds>(ttl).count());
            return command;
        }
        default: return {};
    }
}

std::string sql_text(const Event& event) {
    switch (event.verb) {
        case Verb::db_select: return select_text(event.key);
        case Verb::db_update: return transaction(write_text(event.key, event.value));
        case Verb::db_apply_batch: return transaction("-- for each queued write: the next version, then the row\n");
        default: return {};
    }
}

std::string batch_text(std::span<const Event> effects) {
    std::string writes;
    for (const Event& effect : effects) writes += write_text(effect.key, effect.value);
    return transaction(writes);
}

std::string command_text(const Event& event, Duration ttl) {
    return component_of(event.verb) == Component::cache ? redis_command(event, ttl) : sql_text(event);
}

}  // namespace stampede
