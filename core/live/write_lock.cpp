// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/live/write_lock.h"

#include <SQLiteCpp/SQLiteCpp.h>
#include <sqlite3.h>

#include "core/model/statements.h"

namespace stampede {

tl::expected<std::unique_ptr<WriteLock>, std::string> WriteLock::open(UvLoop& loop, const std::filesystem::path& file) {
    try {
        auto database = std::make_unique<SQLite::Database>(file.string(), SQLite::OPEN_READWRITE | SQLite::OPEN_NOMUTEX, 0);
        return std::unique_ptr<WriteLock>(new WriteLock(loop, std::move(database)));
    } catch (const std::exception& problem) {
        return tl::unexpected("Cannot use the database \"" + file.string() + "\" (" + problem.what() + "): choose another file.");
    }
}

WriteLock::WriteLock(UvLoop& loop, std::unique_ptr<SQLite::Database> database) : loop_(&loop), database_(std::move(database)) {}
WriteLock::~WriteLock() { give_back(); }

void WriteLock::take() {
    wanted_ = true;
    if (!held_ && !trying_) try_to_take();
}

void WriteLock::try_to_take() {
    trying_ = false;
    if (!wanted_ || held_) return;
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
