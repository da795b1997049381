// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/row_json.h"

#include <string_view>

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

}  // namespace stampede
