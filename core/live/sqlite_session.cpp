// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/live/sqlite_session.h"

#include <sqlite3.h>

#include "core/live/sqlite_reader.h"
#include "core/live/sqlite_statements.h"
#include "core/live/sqlite_writer.h"

namespace stampede {
namespace {

bool is_read(Verb verb) { return verb == Verb::db_select || verb == Verb::db_ids || verb == Verb::db_outbox_take; }

}  // namespace

struct SqliteSession::Body {
    Body(const std::filesystem::path& file, CommitOrder& order) : statements(file), reader(statements, order), writer(statements, order) {}

    SqliteStatements statements;
    SqliteReader reader;
    SqliteWriter writer;
};

SqliteSession::SqliteSession(std::unique_ptr<Body> body) : body_(std::move(body)) {}
SqliteSession::~SqliteSession() = default;

tl::expected<std::unique_ptr<SqliteSession>, std::string> SqliteSession::open(const std::filesystem::path& file, CommitOrder& order) {
    try {
        return std::unique_ptr<SqliteSession>(new SqliteSession(std::make_unique<Body>(file, order)));
    } catch (const std::exception& problem) {
        return tl::unexpected("Cannot use the database \"" + file.string() + "\" (" + problem.what() +
                              "): close other programs that use it, or choose another file.");
    }
}

SqlResult SqliteSession::run(const SqlTask& task) {
    try {
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
