// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string_view>

namespace stampede {

/// The strategies' source files by number, so that an event can name one in a few bits. Numbers are fixed at build time by the
/// list in source_files.cpp and so the same in every run. 0 is "none".
std::uint16_t source_file_id(std::string_view path);

/// The path relative to the repository ("core/strategies/cache_aside.cpp"), empty for 0 and for unknown numbers.
std::string_view source_file_path(std::uint32_t id);

}  // namespace stampede
