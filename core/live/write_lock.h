// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <tl/expected.hpp>

#include "core/live/uv_loop.h"

namespace SQLite {
class Database;
}

namespace stampede {

/// The fault "database locked": a connection of its own that begins a write transaction and leaves it open. A writer that is just
/// committing is let through first.
class WriteLock {
   public:
    static tl::expected<std::unique_ptr<WriteLock>, std::string> open(UvLoop& loop, const std::filesystem::path& file);
    ~WriteLock();

    /// Both idempotent.
    void take();
    void give_back();

   private:
    WriteLock(UvLoop& loop, std::unique_ptr<SQLite::Database> database);
    void try_to_take();

    UvLoop* loop_;
    std::unique_ptr<SQLite::Database> database_;
    bool wanted_ = false;
    bool held_ = false;
    bool trying_ = false;
};

}  // namespace stampede
