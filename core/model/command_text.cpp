// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/command_text.h"

#include <initializer_list>
#include <string_view>

#include "core/model/literals.h"
#include "core/model/row_content.h"
#include "core/model/row_json.h"
#include "core/model/statements.h"

namespace stampede {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// The statement with ?1, ?2, ... replaced by the literals in their order; "" leaves a parameter as it is.
std::string filled_in(std::string_view statement, std::initializer_list<std::string> literals) {
    std::string text;
    for (std::size_t at = 0; at < statement.size();) {
        std::size_t end = at + 1;
        std::size_t number = 0;
        if (statement[at] == '?') {
            for (; end < statement.size() && is_digit(statement[end]); ++end)
                number = 10 * number + static_cast<std::size_t>(statement[end] - '0');
        }
        const bool known = number >= 1 && number <= literals.size() && !literals.begin()[number - 1].empty();
        text += known ? std::string_view(literals.begin()[number - 1]) : statement.substr(at, end - at);
        at = end;
    }
    return text;
}

std::string shortened_leaderboard(Key key, Value value) {
    std::string json = "{\"id\":";
    json += std::to_string(key.id);
    json += ",\"top\":[…],\"version\":";
    json += std::to_string(value.version);
    json += ",\"write\":";
    json += std::to_string(value.write);
    json += '}';
    return json;
}

std::string set_text(Key key, Value value, Duration ttl) {
    std::string command = "SET " + to_string(key) + " ";
    command += redis_literal(writable(key) ? row_json(key, value) : shortened_leaderboard(key, value));
    if (ttl > Duration{0}) command += " PX " + std::to_string(std::chrono::ceil<std::chrono::milliseconds>(ttl).count());
    return command;
}

std::string select_text(Key key) {
    switch (key.kind) {
        case Kind::user_profile: return filled_in(sql::kSelectUser, {std::to_string(key.id)});
        case Kind::product: return filled_in(sql::kSelectProduct, {std::to_string(key.id)});
        case Kind::leaderboard: return sql::kSelectLeaderboard;
    }
    return {};
}

std::string upsert_text(Key key, Value value) {
    const std::string id = std::to_string(key.id);
    const std::string version = value.version == 0 ? std::string() : std::to_string(value.version);
    const std::string write = std::to_string(value.write);
    if (key.kind == Kind::product) {
        const ProductRow row = product_row(key.id, value.write);
        return filled_in(sql::kUpsertProduct, {id, sql_literal(row.name), std::to_string(row.price), version, write});
    }
    const UserRow row = user_row(key.id, value.write);
    return filled_in(sql::kUpsertUser, {id, sql_literal(row.name), sql_literal(row.email), sql_literal(row.avatar), version, write});
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
        case Verb::cache_set: return set_text(event.key, event.value, ttl);
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
