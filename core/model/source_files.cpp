// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/source_files.h"

#include <array>

namespace stampede {
namespace {

// Append only: journals on disk hold these numbers.
constexpr std::array<std::string_view, 7> kFiles{
    "",
    "core/strategies/no_cache.cpp",
    "core/strategies/cache_aside.cpp",
    "core/strategies/loading_cache.cpp",
    "core/strategies/read_through.cpp",
    "core/strategies/write_through.cpp",
    "core/strategies/write_behind.cpp",
};

}  // namespace

std::uint16_t source_file_id(std::string_view path) {
    for (std::uint16_t id = 1; id < kFiles.size(); ++id) {
        if (path.ends_with(kFiles[id])) return id;
    }
    return 0;
}

std::string_view source_file_path(std::uint32_t id) { return id < kFiles.size() ? kFiles[id] : std::string_view{}; }

}  // namespace stampede
