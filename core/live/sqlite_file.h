// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>

namespace stampede {

/// A database file and the name of the VFS by which SQLite reaches it; empty: the usual one.
struct SqliteFile {
    std::filesystem::path path;
    std::string vfs;
};

}  // namespace stampede
