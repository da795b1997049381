// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>
#include <tl/expected.hpp>

#include "core/live/sqlite_file.h"
#include "core/live/uv_loop.h"

namespace SQLite {
class Database;
}

namespace stampede {

/// The fault "database locked": a connection of its own that begins a write transaction and leaves it open. A writer that is just
/// committing is let through first.
class WriteLock {
   public:
    static tl::expected<std::unique_ptr<WriteLock>, std::string> open(UvLoop& loop, const SqliteFile& file);
    ~WriteLock();

    /// Both idempotent.
    void take();
    void give_back();

    /// The connection itself: closed, it has no lock; open again, it takes the lock that is wanted.
    void close();
    tl::expected<void, std::string> reopen();

   private:
    WriteLock(UvLoop& loop, SqliteFile file);
    void try_to_take();

    UvLoop* loop_;
    SqliteFile file_;
    std::unique_ptr<SQLite::Database> database_;
    bool wanted_ = false;
    bool held_ = false;
    bool trying_ = false;
};

}  // namespace stampede
