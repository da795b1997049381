// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <tl/expected.hpp>
#include <utility>
#include <vector>

#include "core/live/power_cut_vfs.h"
#include "core/live/sqlite_work.h"
#include "core/live/uv_loop.h"

namespace stampede {

/// The fault "power cut" of a database whose connections use `file()`. SQLite does not sync a commit (synchronous = NORMAL); this does, by
/// a checkpoint, a second after the first commit that the disk may not have. It remembers what was committed, to tell what a cut has taken
/// back. Outlives every connection that uses the file.
class DatabasePower final : private SqliteWork::Listener {
   public:
    static tl::expected<std::unique_ptr<DatabasePower>, std::string> open(UvLoop& loop, const std::filesystem::path& path);
    DatabasePower(const DatabasePower&) = delete;
    DatabasePower& operator=(const DatabasePower&) = delete;

    const SqliteFile& file() const { return file_; }
    /// A row as it was committed, in the order of the commits.
    void committed(Key key, const Reply& reply);
    /// The database is as created, and on the disk. Waits for the disk.
    void renewed();

    /// Nothing more gets to the disk. `closed` is called when this has closed its own connection.
    void cut(Timer closed);
    bool is_cut() const { return cut_; }
    bool is_closed() const { return !session_->is_open(); }
    /// The file as the disk has it, and what differs by that from what was committed, in order. No version will be handed out twice.
    /// Precondition: every connection is closed.
    tl::expected<std::vector<std::pair<Key, Reply>>, std::string> restore();

   private:
    DatabasePower(UvLoop& loop, const std::filesystem::path& path);
    void sync();
    void worked(std::uint64_t token, SqlResult result) override;
    std::vector<std::pair<Key, Reply>> reverted();

    UvLoop* loop_;
    PowerCutVfs vfs_;
    SqliteFile file_;
    CommitOrder nobodys_;  // what this reads has no place among the application's reads
    std::unique_ptr<SqliteSession> session_;
    std::map<Key, Reply> committed_;
    Version newest_ = 0;
    bool cut_ = false;
    bool due_ = false;      // a timer will sync
    bool syncing_ = false;  // a thread is at it
    Timer closed_{};
    SqliteWork work_;
};

}  // namespace stampede
