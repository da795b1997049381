// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/live/commit_order.h"
#include "core/live/sqlite_task.h"

namespace stampede {

struct SqliteStatements;

/// The transactions on a connection: all of a task or none of it. A transaction that Verb::db_begin has begun stays open until a task
/// with Verb::db_commit, or with Verb::none, which rolls back.
class SqliteWriter {
   public:
    SqliteWriter(SqliteStatements& statements, CommitOrder& order) : statements_(&statements), order_(&order) {}

    /// Throws SQLite::Exception.
    SqlResult run(const SqlTask& task) const;
    /// Leaves no transaction open.
    void roll_back() const;

   private:
    SqlResult commit(SqlResult result) const;
    SqlResult refused(int code) const;
    int apply(const SqlTask& task, SqlResult& result) const;
    int apply(const PendingWrite& change, Reply& reply) const;
    int next_version(Version& version) const;
    int upsert(Key key, Value value) const;
    int remove(Key key, std::uint32_t& affected) const;
    int note_in_outbox(const PendingWrite& change) const;
    int note_ticket(const PendingWrite& change, bool& newer) const;
    int outbox_done(const SqlTask& task, Reply& reply) const;

    SqliteStatements* statements_;
    CommitOrder* order_;
};

}  // namespace stampede
