// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <tl/expected.hpp>

#include "core/live/commit_order.h"
#include "core/live/sqlite_task.h"

namespace stampede {

/// One connection with its prepared statements. Used by one thread at a time; nothing in it waits for a lock.
class SqliteSession {
   public:
    static tl::expected<std::unique_ptr<SqliteSession>, std::string> open(const std::filesystem::path& file, CommitOrder& order);
    ~SqliteSession();

    SqlResult run(const SqlTask& task);

   private:
    struct Body;
    explicit SqliteSession(std::unique_ptr<Body> body);
    std::unique_ptr<Body> body_;
};

/// Turns off SQLite's global memory statistics, a lock that all threads share. Only before the first use in the process.
void configure_sqlite();

/// The version of the SQLite library.
std::string sqlite_version();

}  // namespace stampede
