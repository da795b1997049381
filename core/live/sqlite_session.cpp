// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/live/sqlite_session.h"

#include <sqlite3.h>

#include "core/live/sqlite_chores.h"
#include "core/live/sqlite_reader.h"
#include "core/live/sqlite_statements.h"
#include "core/live/sqlite_writer.h"

namespace stampede {
namespace {

bool is_read(Verb verb) { return verb == Verb::db_select || verb == Verb::db_ids || verb == Verb::db_outbox_take; }

}  // namespace

struct SqliteSession::Body {
    Body(const SqliteFile& file, CommitOrder& order)
        : statements(file), reader(statements, order), writer(statements, order), chores(statements) {}

    SqliteStatements statements;
    SqliteReader reader;
    SqliteWriter writer;
    SqliteChores chores;
};

SqliteSession::SqliteSession(SqliteFile file, CommitOrder& order) : file_(std::move(file)), order_(&order) {}
SqliteSession::~SqliteSession() = default;
void SqliteSession::close() { body_.reset(); }

tl::expected<std::unique_ptr<SqliteSession>, std::string> SqliteSession::open(const SqliteFile& file, CommitOrder& order) {
    std::unique_ptr<SqliteSession> session(new SqliteSession(file, order));
    if (const auto opened = session->reopen(); !opened) return tl::unexpected(opened.error());
    return session;
}

tl::expected<void, std::string> SqliteSession::reopen() {
    if (is_open()) return {};
    try {
        body_ = std::make_unique<Body>(file_, *order_);
        return {};
    } catch (const std::exception& problem) {
        return tl::unexpected("Cannot use the database \"" + file_.path.string() + "\" (" + problem.what() +
                              "): close other programs that use it, or choose another file.");
    }
}

void SqliteSession::interrupt() {
    if (is_open()) sqlite3_interrupt(body_->statements.database.getHandle());
}

// An open transaction is ended under the limits under which it was begun.
SqlResult SqliteSession::run(const SqlTask& task) {
    try {
        if (task.chore != SqlTask::Chore::none) return body_->chores.run(task);
        if (task.verb != Verb::none && task.verb != Verb::db_commit) body_->chores.limit(task.limits);
        return is_read(task.verb) ? body_->reader.run(task) : body_->writer.run(task);
    } catch (const std::exception&) {
        SqlResult failure = body_->statements.failure(body_->statements.database.getErrorCode());
        if (!is_read(task.verb)) body_->writer.roll_back();
        return failure;
    }
}

void configure_sqlite() { sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0); }

std::string sqlite_version() { return sqlite3_libversion(); }

}  // namespace stampede
