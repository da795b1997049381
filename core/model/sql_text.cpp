// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/sql_text.h"

#include <initializer_list>
#include <string_view>

#include "core/model/literals.h"
#include "core/model/row_content.h"
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

// Of what the row's state decides, only the reply and the effect of a SELECT tell that there is none.
std::string select_text(Key key, EntryState state) {
    if (!writable(key)) return sql::kSelectLeaderboard;
    const bool is_user = key.kind == Kind::user_profile;
    const std::string id = std::to_string(key.id);
    std::string text = filled_in(is_user ? sql::kSelectUser : sql::kSelectProduct, {id});
    if (state != EntryState::absent) return text;
    text += ";\n";
    text += filled_in(is_user ? sql::kAbsentUser : sql::kAbsentProduct, {id});
    return text;
}

std::string ids_text(Key key) {
    switch (key.kind) {
        case Kind::user_profile: return sql::kUserIds;
        case Kind::product: return sql::kProductIds;
        case Kind::leaderboard: break;
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

std::string delete_text(Key key) {
    return filled_in(key.kind == Kind::product ? sql::kDeleteProduct : sql::kDeleteUser, {std::to_string(key.id)});
}

void add(std::string& text, std::string_view statement) {
    text += statement;
    text += ";\n";
}

// Everything that one change runs inside its transaction, in order.
std::string change_text(const Event& event) {
    const bool erase = event.verb == Verb::db_delete || event.state == EntryState::absent;
    const std::string key = sql_literal(to_string(event.key.row()));
    std::string text;
    if (event.verb == Verb::db_apply_batch && event.newer) add(text, filled_in(sql::kNoteTicket, {key}));
    add(text, sql::kNextVersion);
    add(text, erase ? delete_text(event.key) : upsert_text(event.key, event.value));
    if (event.outbox) add(text, filled_in(sql::kOutboxAdd, {key, std::to_string(event.value.write), erase ? "1" : "0"}));
    return text;
}

std::string opened(std::string_view inside) {
    std::string text;
    add(text, sql::kBegin);
    text += inside;
    return text;
}

std::string transaction(std::string_view inside) { return opened(inside) + sql::kCommit; }

// A transaction that is left open: without the end of its last statement.
std::string begin_text(const Event& event) {
    std::string text = opened(change_text(event));
    text.resize(text.size() - 2);
    return text;
}

std::string done_text() {
    std::string text = "-- for each entry of the batch\n";
    add(text, sql::kOutboxDone);
    return transaction(text);
}

std::string unknown_batch_text(bool newer) {
    return transaction(newer ? "-- for each change of the batch: its ticket, and if that is new, the next version, then the row\n"
                             : "-- for each change of the batch: the next version, then the row\n");
}

}  // namespace

std::string sql_text(const Event& event) {
    switch (event.verb) {
        case Verb::db_select: return select_text(event.key, event.state);
        case Verb::db_update:
        case Verb::db_delete: return transaction(change_text(event));
        case Verb::db_apply_batch: return unknown_batch_text(event.newer);
        case Verb::db_outbox_take: return sql::kOutboxTake;
        case Verb::db_outbox_done: return done_text();
        case Verb::db_ids: return ids_text(event.key);
        case Verb::db_begin: return begin_text(event);
        case Verb::db_commit: return sql::kCommit;
        default: return {};
    }
}

std::string batch_text(std::span<const Event> effects) {
    std::string changes;
    for (const Event& effect : effects) changes += change_text(effect);
    return transaction(changes);
}

}  // namespace stampede
