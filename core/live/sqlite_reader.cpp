// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/live/sqlite_reader.h"

#include <sqlite3.h>

#include <algorithm>

#include "core/live/sqlite_statements.h"
#include "core/live/value_json.h"

namespace stampede {

SqlResult SqliteReader::run(const SqlTask& task) const {
    switch (task.verb) {
        case Verb::db_ids: return ids(task.key.kind);
        case Verb::db_outbox_take: return outbox(task.count);
        default: return writable(task.key) ? row(task.key) : leaderboard(task.key);
    }
}

// The second statement is for an absent row only. Should another program insert the row between the two, the first finds it next.
SqlResult SqliteReader::row(Key key) const {
    const bool is_user = key.kind == Kind::user_profile;
    const SqliteUse found(is_user ? statements_->user : statements_->product);
    const SqliteUse absent(is_user ? statements_->absent_user : statements_->absent_product);
    found->bind(1, key.id);
    int code = SQLITE_ERROR;
    SqlResult result;
    result.order = order_->read([&] {
        while ((code = found->tryExecuteStep()) == SQLITE_DONE) {
            absent->bind(1, key.id);
            result.reply.state = EntryState::absent;
            if ((code = absent->tryExecuteStep()) != SQLITE_DONE) return;
            found->reset();
            absent->reset();
        }
        result.reply.state = EntryState::value;
    });
    if (code != SQLITE_ROW) {
        SqlResult failure = statements_->failure(code);
        failure.order = result.order;  // its place is taken: whoever puts results in order waits for it
        return failure;
    }
    result.reply.found = result.reply.state == EntryState::value;
    if (!result.reply.found) {
        result.reply.value.version = absent->getColumn(0).getUInt();
        return result;
    }
    const int version = is_user ? 4 : 3;
    result.reply.value.version = found->getColumn(version).getUInt();
    result.reply.value.write = found->getColumn(version + 1).getUInt();
    return result;
}

SqlResult SqliteReader::leaderboard(Key key) const {
    const SqliteUse rows(statements_->leaderboard);
    std::vector<LeaderboardEntry> top;
    int code = rows->tryExecuteStep();
    for (; code == SQLITE_ROW; code = rows->tryExecuteStep()) {
        top.push_back({rows->getColumn(0).getInt64(), rows->getColumn(1).getInt64()});
    }
    if (code != SQLITE_DONE) return statements_->failure(code);
    SqlResult result;
    result.reply.found = true;
    result.reply.value = Value{0, kInitialVersion};
    result.text = leaderboard_json(key, top, result.reply.value);
    return result;
}

SqlResult SqliteReader::ids(Kind kind) const {
    if (kind == Kind::leaderboard) return {};
    const bool is_user = kind == Kind::user_profile;
    return all_rows(is_user ? statements_->user_ids : statements_->product_ids, [kind](const SqliteUse& row, SqlResult& result) {
        result.handed_out.push_back({Key{kind, row->getColumn(0).getUInt()}});
    });
}

SqlResult SqliteReader::outbox(std::uint32_t count) const {
    statements_->outbox_take.bind(1, count);
    return all_rows(statements_->outbox_take, [](const SqliteUse& row, SqlResult& result) {
        const auto key = parse_key(row->getColumn(1).getText());
        if (!key) return;
        const auto number = static_cast<std::uint64_t>(row->getColumn(0).getInt64());
        result.handed_out.push_back({*key, row->getColumn(2).getUInt(), row->getColumn(3).getInt() != 0, 0, number});
    });
}

// The first step fixes the snapshot; the others belong to it, whatever is committed meanwhile.
template <class TakeRow>
SqlResult SqliteReader::all_rows(SQLite::Statement& rows, TakeRow take_row) const {
    const SqliteUse row(rows);
    int code = SQLITE_ERROR;
    SqlResult result;
    result.order = order_->read([&] { code = row->tryExecuteStep(); });
    for (; code == SQLITE_ROW; code = row->tryExecuteStep()) take_row(row, result);
    if (code != SQLITE_DONE) {
        SqlResult failure = statements_->failure(code);
        failure.order = result.order;
        return failure;
    }
    result.reply.affected = static_cast<std::uint32_t>(result.handed_out.size());
    return result;
}

}  // namespace stampede
