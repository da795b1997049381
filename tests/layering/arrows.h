// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace stampede::layering {

/// Says which Qt module owns a header ("QLabel" -> "QtWidgets"), empty when none does.
using QtModuleOf = std::function<std::string(std::string_view header)>;

/// What a file may not include but does: one sentence each, with the line. `path` is relative to the repository.
std::vector<std::string> forbidden_includes(std::string_view path, std::string_view source, const QtModuleOf& qt_module_of);

/// The folders that the table knows; a folder that it does not know may not hold sources.
std::vector<std::string_view> known_folders();

}  // namespace stampede::layering
