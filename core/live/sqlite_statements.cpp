// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/live/sqlite_statements.h"

#include <sqlite3.h>

namespace stampede {
namespace {

// Before any statement is prepared.
SQLite::Database opened(const std::filesystem::path& file) {
    SQLite::Database database(file.string(), SQLite::OPEN_READWRITE | SQLite::OPEN_NOMUTEX, 0);
    database.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA mmap_size = 268435456;");
    return database;
}

bool is_busy(int code) { return (code & 0xff) == SQLITE_BUSY || (code & 0xff) == SQLITE_LOCKED; }

}  // namespace

SqliteStatements::SqliteStatements(const std::filesystem::path& file) : database(opened(file)) {}

SqlResult SqliteStatements::failure(int code) const {
    SqlResult result;
    result.status = is_busy(code) ? SqlResult::Status::busy : SqlResult::Status::refused;
    result.reply.outcome = Outcome::refused;
    result.text = database.getErrorMsg();
    return result;
}

}  // namespace stampede
