// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/live/sqlite_statements.h"

#include <sqlite3.h>

namespace stampede {
namespace {

// Before any statement is prepared.
SQLite::Database opened(const SqliteFile& file) {
    SQLite::Database database(file.path.string(), SQLite::OPEN_READWRITE | SQLite::OPEN_NOMUTEX, 0, file.vfs);
    database.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA mmap_size = 268435456;");
    return database;
}

bool is_busy(int code) { return (code & 0xff) == SQLITE_BUSY || (code & 0xff) == SQLITE_LOCKED; }

}  // namespace

SqliteStatements::SqliteStatements(const SqliteFile& file) : database(opened(file)) {}

SqlResult SqliteStatements::failure(int code) const {
    SqlResult result;
    result.status = is_busy(code) ? SqlResult::Status::busy : SqlResult::Status::refused;
    result.reply.outcome = Outcome::refused;
    result.text = database.getErrorMsg();
    return result;
}

}  // namespace stampede
