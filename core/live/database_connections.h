// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <tl/expected.hpp>
#include <vector>

#include "core/live/connection_pool.h"
#include "core/live/database_power.h"
#include "core/live/dataset_renewal.h"
#include "core/live/write_lock.h"
#include "core/model/run_config.h"

namespace stampede {

/// Every connection that a lab has to its database.
class DatabaseConnections {
   public:
    static tl::expected<std::unique_ptr<DatabaseConnections>, std::string> open(UvLoop& loop, const RunConfig& config,
                                                                                const std::filesystem::path& path);

    /// Of somebody outside the lab's pool, for as long as `dismiss` is not called. Null: it could not be opened.
    SqliteSession* outsider();
    /// Whether the session was an outsider's; it is gone then.
    bool dismiss(SqliteSession* session);

    /// What can be closed without waiting for a task. With the power cut, what else holds the file open as well.
    void close_idle();
    bool all_closed() const;
    /// Precondition, if the power was cut: all are closed. Tells the rows that the cut has taken back.
    tl::expected<std::vector<std::pair<Key, Reply>>, std::string> reopen();

    DatasetRenewal& renewal() { return *renewal_; }
    WriteLock& lock() { return *lock_; }
    /// Null: nobody can cut the power.
    DatabasePower* power() { return power_.get(); }

    ConnectionPool& pool() { return pool_; }

   private:
    explicit DatabaseConnections(UvLoop& loop) : loop_(&loop) {}
    tl::expected<void, std::string> open_all(const RunConfig& config, const std::filesystem::path& path);

    UvLoop* loop_;
    CommitOrder order_;
    SqliteFile file_;
    std::unique_ptr<DatabasePower> power_;
    ConnectionPool pool_;
    std::vector<std::unique_ptr<SqliteSession>> outsiders_;
    std::unique_ptr<DatasetRenewal> renewal_;
    std::unique_ptr<WriteLock> lock_;
};

}  // namespace stampede
