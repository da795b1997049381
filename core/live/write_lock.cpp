// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/live/write_lock.h"

#include <SQLiteCpp/SQLiteCpp.h>
#include <sqlite3.h>

#include "core/model/statements.h"

namespace stampede {

tl::expected<std::unique_ptr<WriteLock>, std::string> WriteLock::open(UvLoop& loop, const SqliteFile& file) {
    std::unique_ptr<WriteLock> lock(new WriteLock(loop, file));
    if (const auto opened = lock->reopen(); !opened) return tl::unexpected(opened.error());
    return lock;
}

WriteLock::WriteLock(UvLoop& loop, SqliteFile file) : loop_(&loop), file_(std::move(file)) {}
WriteLock::~WriteLock() { close(); }

void WriteLock::close() {
    if (held_) database_->tryExec(sql::kRollback);
    held_ = false;
    database_.reset();
}

tl::expected<void, std::string> WriteLock::reopen() {
    try {
        if (!database_) {
            database_ =
                std::make_unique<SQLite::Database>(file_.path.string(), SQLite::OPEN_READWRITE | SQLite::OPEN_NOMUTEX, 0, file_.vfs);
        }
        if (wanted_) take();
        return {};
    } catch (const std::exception& problem) {
        return tl::unexpected("Cannot use the database \"" + file_.path.string() + "\" (" + problem.what() + "): choose another file.");
    }
}

void WriteLock::take() {
    wanted_ = true;
    if (!held_ && !trying_) try_to_take();
}

void WriteLock::try_to_take() {
    trying_ = false;
    if (!wanted_ || held_ || !database_) return;
    held_ = database_->tryExec(sql::kBegin) == SQLITE_OK;
    if (held_) return;
    trying_ = true;
    const auto again = [](void* self, std::uint64_t) { static_cast<WriteLock*>(self)->try_to_take(); };
    loop_->at_wall(loop_->wall_now() + std::chrono::microseconds(200), Timer{again, this, 0});
}

void WriteLock::give_back() {
    wanted_ = false;
    if (held_) database_->tryExec(sql::kRollback);
    held_ = false;
}

}  // namespace stampede
