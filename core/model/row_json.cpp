// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/row_json.h"

#include <string_view>
#include <utility>

#include "core/model/literals.h"
#include "core/model/row_content.h"

namespace stampede {
namespace {

void add(std::string& json, std::string_view field, std::string_view written) {
    json += json.empty() ? '{' : ',';
    json += '"';
    json += field;
    json += "\":";
    json += written;
}

}  // namespace

std::string row_json(Key key, Value value) {
    if (!writable(key)) return {};
    std::string json;
    json.reserve(192);
    add(json, "id", std::to_string(key.id));
    if (key.kind == Kind::product) {
        const ProductRow row = product_row(key.id, value.write);
        add(json, "name", json_literal(row.name));
        add(json, "price", std::to_string(row.price));
    } else {
        const UserRow row = user_row(key.id, value.write);
        add(json, "name", json_literal(row.name));
        add(json, "email", json_literal(row.email));
        add(json, "avatar", json_literal(row.avatar));
    }
    add(json, "version", std::to_string(value.version));
    add(json, "write", std::to_string(value.write));
    json += '}';
    return json;
}

std::string entry_json(Key key, Value value, EntryState state, const EntryNotes& notes, std::string row) {
    std::string json = std::move(row);
    if (state != EntryState::value) {
        json.clear();
        add(json, "id", std::to_string(key.id));
        add(json, "version", std::to_string(value.version));
        add(json, "write", std::to_string(value.write));
        add(json, "state", json_literal(name_of(state)));
        json += '}';
    }
    if (notes == EntryNotes{}) return json;
    json.pop_back();
    if (notes.fresh_until != Instant{0}) add(json, "fresh_until", std::to_string(notes.fresh_until.count()));
    if (notes.expires != Instant{0}) add(json, "expires", std::to_string(notes.expires.count()));
    if (notes.cost != Duration{0}) add(json, "cost", std::to_string(notes.cost.count()));
    return json += '}';
}

std::string change_json(Key key, Change change) {
    std::string json;
    add(json, "key", json_literal(to_string(key)));
    add(json, "write", std::to_string(change.id));
    if (change.erase) add(json, "erase", "true");
    return json += '}';
}

}  // namespace stampede
