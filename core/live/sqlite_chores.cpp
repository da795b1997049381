// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/live/sqlite_chores.h"

#include <sqlite3.h>

#include "core/live/sqlite_statements.h"

namespace stampede {

SqlResult SqliteChores::run(const SqlTask& task) const {
    const auto number = static_cast<std::int64_t>(task.number);
    int code = SQLITE_DONE;
    switch (task.chore) {
        case SqlTask::Chore::none: return {};
        case SqlTask::Chore::count_rows: {
            const SqliteUse count(statements_->count_rows);
            count->bind(1, number);
            code = count->tryExecuteStep();
            break;
        }
        case SqlTask::Chore::keep_version: {
            const SqliteUse keep(statements_->keep_version);
            keep->bind(1, number);
            code = keep->tryExecuteStep();
            break;
        }
        case SqlTask::Chore::sync: code = statements_->database.tryExec("PRAGMA wal_checkpoint(PASSIVE)"); break;
    }
    return code == SQLITE_DONE || code == SQLITE_ROW || code == SQLITE_OK ? SqlResult{} : statements_->failure(code);
}

// The page limit never goes below the pages that there are, so that 1 means: no more than now.
void SqliteChores::limit(SqlLimits limits) {
    if (limits == limits_) return;
    SQLite::Database& database = statements_->database;
    if (limits.read_only != limits_.read_only) database.exec(limits.read_only ? "PRAGMA query_only = 1" : "PRAGMA query_only = 0");
    if (limits.full != limits_.full) {
        database.tryExec(limits.full ? "PRAGMA max_page_count = 1" : "PRAGMA max_page_count = 4294967294");
    }
    limits_ = limits;
}

}  // namespace stampede
