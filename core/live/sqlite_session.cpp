// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/live/sqlite_session.h"

#include <SQLiteCpp/SQLiteCpp.h>
#include <sqlite3.h>

#include "core/live/value_json.h"
#include "core/model/row_content.h"
#include "core/model/statements.h"

namespace stampede {
namespace {

using Status = SqlResult::Status;

// A statement is put back for its next use however the block ends, so that no read transaction stays open.
class Use {
   public:
    explicit Use(SQLite::Statement& statement) : statement_(&statement) {}
    ~Use() { statement_->tryReset(); }
    Use(const Use&) = delete;
    Use& operator=(const Use&) = delete;
    SQLite::Statement* operator->() const { return statement_; }

   private:
    SQLite::Statement* statement_;
};

bool is_busy(int code) { return (code & 0xff) == SQLITE_BUSY || (code & 0xff) == SQLITE_LOCKED; }

SqlResult failed(SQLite::Database& database, int code) {
    SqlResult result;
    result.status = is_busy(code) ? Status::busy : Status::refused;
    result.reply.outcome = Outcome::refused;
    result.text = database.getErrorMsg();
    return result;
}

}  // namespace

struct SqliteSession::Body {
    Body(const std::filesystem::path& file, CommitOrder& commit_order)
        : order(&commit_order), database(file.string(), SQLite::OPEN_READWRITE | SQLite::OPEN_NOMUTEX, 0) {
        database.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA mmap_size = 268435456;");
    }

    SqlResult select_row(Key key);
    SqlResult select_leaderboard(Key key);
    int write_one(const PendingWrite& write, Value& written);
    SqlResult roll_back(int code) {
        SqlResult result = failed(database, code);
        const Use undo(rollback);
        undo->tryExecuteStep();
        return result;
    }

    CommitOrder* order;
    SQLite::Database database;
    SQLite::Statement user{database, sql::kSelectUser};
    SQLite::Statement product{database, sql::kSelectProduct};
    SQLite::Statement leaderboard{database, sql::kSelectLeaderboard};
    SQLite::Statement begin{database, sql::kBegin};
    SQLite::Statement commit{database, sql::kCommit};
    SQLite::Statement rollback{database, sql::kRollback};
    SQLite::Statement next_version{database, sql::kNextVersion};
    SQLite::Statement upsert_user{database, sql::kUpsertUser};
    SQLite::Statement upsert_product{database, sql::kUpsertProduct};
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

SqlResult SqliteSession::select(Key key) {
    try {
        return writable(key) ? body_->select_row(key) : body_->select_leaderboard(key);
    } catch (const std::exception&) {
        return failed(body_->database, body_->database.getErrorCode());
    }
}

SqlResult SqliteSession::Body::select_row(Key key) {
    const bool is_user = key.kind == Kind::user_profile;
    const Use row(is_user ? user : product);
    row->bind(1, key.id);
    int code = SQLITE_ERROR;
    SqlResult result;
    result.order = order->read([&] { code = row->tryExecuteStep(); });
    if (code != SQLITE_ROW && code != SQLITE_DONE) {
        SqlResult failure = failed(database, code);
        failure.order = result.order;  // its place is taken: whoever puts results in order waits for it
        return failure;
    }
    result.reply.found = code == SQLITE_ROW;
    if (!result.reply.found) return result;
    const int version = is_user ? 4 : 3;
    result.reply.value.version = row->getColumn(version).getUInt();
    result.reply.value.write = row->getColumn(version + 1).getUInt();
    return result;
}

SqlResult SqliteSession::Body::select_leaderboard(Key key) {
    const Use rows(leaderboard);
    std::vector<LeaderboardEntry> top;
    int code = rows->tryExecuteStep();
    for (; code == SQLITE_ROW; code = rows->tryExecuteStep()) {
        top.push_back({rows->getColumn(0).getInt64(), rows->getColumn(1).getInt64()});
    }
    if (code != SQLITE_DONE) return failed(database, code);
    SqlResult result;
    result.reply.found = true;
    result.reply.value = Value{0, kInitialVersion};
    result.text = leaderboard_json(key, top, result.reply.value);
    return result;
}

SqlResult SqliteSession::write(std::span<const PendingWrite> writes) {
    Body& body = *body_;
    try {
        const Use begin(body.begin);
        if (const int code = begin->tryExecuteStep(); code != SQLITE_DONE) return failed(body.database, code);
        SqlResult result;
        for (const PendingWrite& write : writes) {
            Value written;
            if (const int code = body.write_one(write, written); code != SQLITE_DONE) return body.roll_back(code);
            result.written.push_back(written);
        }
        const Use commit(body.commit);
        int code = SQLITE_ERROR;
        result.order = body.order->commit([&] { code = commit->tryExecuteStep(); });
        if (code != SQLITE_DONE) {
            SqlResult failure = body.roll_back(code);
            failure.order = result.order;
            return failure;
        }
        result.reply.found = true;
        result.reply.affected = static_cast<std::uint32_t>(writes.size());
        if (!result.written.empty()) result.reply.value = result.written.back();
        return result;
    } catch (const std::exception&) {
        return body.roll_back(body.database.getErrorCode());
    }
}

// SQLITE_DONE when the write stands in the open transaction.
int SqliteSession::Body::write_one(const PendingWrite& write, Value& written) {
    if (!writable(write.key)) return SQLITE_READONLY;
    {
        const Use counter(next_version);
        if (const int code = counter->tryExecuteStep(); code != SQLITE_ROW) return code == SQLITE_DONE ? SQLITE_CORRUPT : code;
        written = Value{write.write, counter->getColumn(0).getUInt()};
        if (const int code = counter->tryExecuteStep(); code != SQLITE_DONE) return code;
    }
    if (write.key.kind == Kind::product) {
        const Use upsert(upsert_product);
        const ProductRow row = product_row(write.key.id, write.write);
        upsert->bind(1, write.key.id);
        upsert->bind(2, row.name);
        upsert->bind(3, row.price);
        upsert->bind(4, written.version);
        upsert->bind(5, written.write);
        return upsert->tryExecuteStep();
    }
    const Use upsert(upsert_user);
    const UserRow row = user_row(write.key.id, write.write);
    upsert->bind(1, write.key.id);
    upsert->bind(2, row.name);
    upsert->bind(3, row.email);
    upsert->bind(4, row.avatar);
    upsert->bind(5, written.version);
    upsert->bind(6, written.write);
    return upsert->tryExecuteStep();
}

void configure_sqlite() { sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0); }

std::string sqlite_version() { return sqlite3_libversion(); }

}  // namespace stampede
