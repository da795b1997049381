// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/literals.h"

namespace stampede {
namespace {

void add_escaped(std::string& json, char c) {
    constexpr std::string_view kHex = "0123456789abcdef";
    switch (c) {
        case '"': json += "\\\""; return;
        case '\\': json += "\\\\"; return;
        case '\b': json += "\\b"; return;
        case '\f': json += "\\f"; return;
        case '\n': json += "\\n"; return;
        case '\r': json += "\\r"; return;
        case '\t': json += "\\t"; return;
        default: break;
    }
    const auto code = static_cast<unsigned char>(c);
    if (code >= 0x20) {
        json += c;
        return;
    }
    json += "\\u00";
    json += kHex[code >> 4];
    json += kHex[code & 0xf];
}

std::string in_single_quotes(std::string_view text, std::string_view quote_inside) {
    std::string literal = "'";
    for (const char c : text) {
        if (c == '\'') {
            literal += quote_inside;
        } else {
            literal += c;
        }
    }
    literal += '\'';
    return literal;
}

}  // namespace

std::string json_literal(std::string_view text) {
    std::string literal;
    literal.reserve(text.size() + 2);
    literal += '"';
    for (const char c : text) add_escaped(literal, c);
    literal += '"';
    return literal;
}

std::string sql_literal(std::string_view text) { return in_single_quotes(text, "''"); }

std::string redis_literal(std::string_view text) { return in_single_quotes(text, "\\'"); }

}  // namespace stampede
