// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>
#include <tl/expected.hpp>

#include "core/live/commit_order.h"
#include "core/live/sqlite_file.h"
#include "core/live/sqlite_task.h"

namespace stampede {

/// One connection with its prepared statements. Used by one thread at a time; nothing in it waits for a lock.
class SqliteSession {
   public:
    static tl::expected<std::unique_ptr<SqliteSession>, std::string> open(const SqliteFile& file, CommitOrder& order);
    ~SqliteSession();

    SqlResult run(const SqlTask& task);
    /// Ends the statement that another thread is running on it, with an error.
    void interrupt();

    /// The connection itself. Neither while a task runs.
    void close();
    bool is_open() const { return body_ != nullptr; }
    /// Does nothing if it is open.
    tl::expected<void, std::string> reopen();

   private:
    struct Body;
    SqliteSession(SqliteFile file, CommitOrder& order);

    SqliteFile file_;
    CommitOrder* order_;
    std::unique_ptr<Body> body_;
};

/// Turns off SQLite's global memory statistics, a lock that all threads share. Only before the first use in the process.
void configure_sqlite();

/// The version of the SQLite library.
std::string sqlite_version();

}  // namespace stampede
