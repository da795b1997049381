// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <tl/expected.hpp>
#include <vector>

#include "core/live/commit_order.h"
#include "core/model/operation.h"
#include "core/ports/write_queue.h"

namespace stampede {

/// What one piece of work on a connection came to.
struct SqlResult {
    enum class Status : std::uint8_t {
        done,
        busy,    ///< another connection holds the write lock: try again
        refused  ///< `text` says why
    };
    Status status = Status::done;
    Reply reply{};                       ///< of a read, or of the last write
    std::string text;                    ///< the leaderboard as JSON
    std::vector<Value> written;          ///< what each write of the transaction committed
    std::optional<std::uint64_t> order;  ///< its place among reads and commits; none when it took no part
};

/// One connection with its prepared statements. Used by one thread at a time; nothing in it waits for a lock.
class SqliteSession {
   public:
    static tl::expected<std::unique_ptr<SqliteSession>, std::string> open(const std::filesystem::path& file, CommitOrder& order);
    ~SqliteSession();

    SqlResult select(Key key);
    /// One transaction: all or none. Each write gets a version of its own.
    SqlResult write(std::span<const PendingWrite> writes);

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
