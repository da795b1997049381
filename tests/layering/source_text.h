// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace stampede::layering {

struct Include {
    std::string target;   ///< what stands between the quotes or angle brackets
    bool quoted = false;  ///< "..." as against <...>
    int line = 0;         ///< from 1
};

/// Every #include of a C++ source, those in comments left out.
std::vector<Include> includes_of(std::string_view source);

/// The source with comments, preprocessor lines and the contents of literals replaced by spaces; line breaks stay where they are, so
/// positions and line numbers hold.
std::string code_of(std::string_view source);

/// The line, from 1, of a position.
int line_at(std::string_view source, std::size_t position);

}  // namespace stampede::layering
