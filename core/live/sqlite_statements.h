// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <SQLiteCpp/SQLiteCpp.h>

#include "core/live/sqlite_file.h"
#include "core/live/sqlite_task.h"
#include "core/model/statements.h"

namespace stampede {

/// A connection and every statement that it runs, prepared once.
struct SqliteStatements {
    /// Throws SQLite::Exception.
    explicit SqliteStatements(const SqliteFile& file);

    /// What the last error comes to.
    SqlResult failure(int code) const;

    SQLite::Database database;
    SQLite::Statement user{database, sql::kSelectUser};
    SQLite::Statement product{database, sql::kSelectProduct};
    SQLite::Statement absent_user{database, sql::kAbsentUser};
    SQLite::Statement absent_product{database, sql::kAbsentProduct};
    SQLite::Statement leaderboard{database, sql::kSelectLeaderboard};
    SQLite::Statement user_ids{database, sql::kUserIds};
    SQLite::Statement product_ids{database, sql::kProductIds};
    SQLite::Statement begin{database, sql::kBegin};
    SQLite::Statement commit{database, sql::kCommit};
    SQLite::Statement rollback{database, sql::kRollback};
    SQLite::Statement next_version{database, sql::kNextVersion};
    SQLite::Statement upsert_user{database, sql::kUpsertUser};
    SQLite::Statement upsert_product{database, sql::kUpsertProduct};
    SQLite::Statement delete_user{database, sql::kDeleteUser};
    SQLite::Statement delete_product{database, sql::kDeleteProduct};
    SQLite::Statement outbox_add{database, sql::kOutboxAdd};
    SQLite::Statement outbox_take{database, sql::kOutboxTake};
    SQLite::Statement outbox_done{database, sql::kOutboxDone};
    SQLite::Statement note_ticket{database, sql::kNoteTicket};
    SQLite::Statement count_rows{database, sql::kCountRows};
    SQLite::Statement keep_version{database, sql::kKeepVersion};
};

/// A statement is put back for its next use however the block ends, so that no read transaction stays open.
class SqliteUse {
   public:
    explicit SqliteUse(SQLite::Statement& statement) : statement_(&statement) {}
    ~SqliteUse() { statement_->tryReset(); }
    SqliteUse(const SqliteUse&) = delete;
    SqliteUse& operator=(const SqliteUse&) = delete;
    SQLite::Statement* operator->() const { return statement_; }

   private:
    SQLite::Statement* statement_;
};

}  // namespace stampede
