// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "core/live/sqlite_session.h"

namespace stampede {

class UvLoop;

/// Sets the size of libuv's thread pool, which is the process's, unless the environment names one. Only before its first use.
void configure_thread_pool();

/// Runs one task at a time for each connection on libuv's thread pool, never on the loop's thread.
class SqliteWork {
   public:
    /// Told on the loop's thread that the work is done; only then may the session be used again.
    class Listener {
       public:
        virtual ~Listener() = default;
        virtual void worked(std::uint64_t token, SqlResult result) = 0;
    };

    SqliteWork(UvLoop& loop, Listener& listener);
    /// Waits for what is running.
    ~SqliteWork();
    SqliteWork(const SqliteWork&) = delete;
    SqliteWork& operator=(const SqliteWork&) = delete;

    void run(SqliteSession& session, SqlTask task, std::uint64_t token);

   private:
    struct Job;
    Job* take();

    UvLoop* loop_;
    Listener* listener_;
    std::size_t running_ = 0;
    std::vector<std::unique_ptr<Job>> jobs_;
    std::vector<Job*> free_;
};

}  // namespace stampede
