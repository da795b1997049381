// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/live/commit_order.h"
#include "core/live/sqlite_task.h"

namespace SQLite {
class Statement;
}

namespace stampede {

struct SqliteStatements;

/// The reads on a connection. None of them waits for a lock, and each sees one snapshot.
class SqliteReader {
   public:
    SqliteReader(SqliteStatements& statements, CommitOrder& order) : statements_(&statements), order_(&order) {}

    /// Throws SQLite::Exception.
    SqlResult run(const SqlTask& task) const;

   private:
    SqlResult row(Key key) const;
    SqlResult leaderboard(Key key) const;
    SqlResult ids(Kind kind) const;
    SqlResult outbox(std::uint32_t count) const;
    template <class TakeRow>
    SqlResult all_rows(SQLite::Statement& rows, TakeRow take_row) const;

    SqliteStatements* statements_;
    CommitOrder* order_;
};

}  // namespace stampede
