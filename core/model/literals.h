// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace stampede {

/// Text as each language writes it, quotes included. `text` is UTF-8 and comes out as it is but for what has to be escaped.

/// As a string of JSON: \" \\ \b \f \n \r \t, other control characters as \u00xx.
std::string json_literal(std::string_view text);

/// As a string of SQL: single quotes doubled.
std::string sql_literal(std::string_view text);

/// As one word of a command for redis-cli: in single quotes, with \' for a quote inside. For text without line ends, such as JSON.
std::string redis_literal(std::string_view text);

}  // namespace stampede
