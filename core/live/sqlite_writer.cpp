// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/live/sqlite_writer.h"

#include <sqlite3.h>

#include "core/live/sqlite_statements.h"
#include "core/model/row_content.h"

namespace stampede {
namespace {

constexpr int kRefusedByUs = SQLITE_READONLY;

}  // namespace

SqlResult SqliteWriter::run(const SqlTask& task) const {
    if (task.verb == Verb::none) {
        roll_back();
        return {};
    }
    if (task.verb == Verb::db_commit) {
        const bool nothing_to_commit = sqlite3_get_autocommit(statements_->database.getHandle()) != 0;
        SqlResult result = commit({});
        if (nothing_to_commit) result.text.clear();
        return result;
    }
    {
        const SqliteUse begin(statements_->begin);
        if (const int code = begin->tryExecuteStep(); code != SQLITE_DONE) return statements_->failure(code);
    }
    SqlResult result;
    const bool entries = task.verb == Verb::db_outbox_done;
    if (const int code = entries ? outbox_done(task, result.reply) : apply(task, result); code != SQLITE_DONE) return refused(code);
    return task.verb == Verb::db_begin ? result : commit(std::move(result));
}

SqlResult SqliteWriter::commit(SqlResult result) const {
    const SqliteUse commit(statements_->commit);
    int code = SQLITE_ERROR;
    result.order = order_->commit([&] { code = commit->tryExecuteStep(); });
    if (code == SQLITE_DONE) return result;
    SqlResult failure = refused(code);
    failure.order = result.order;  // its place is taken: whoever puts results in order waits for it
    return failure;
}

SqlResult SqliteWriter::refused(int code) const {
    SqlResult result = statements_->failure(code);
    if (code == kRefusedByUs && statements_->database.getErrorCode() != SQLITE_READONLY) result.text.clear();
    roll_back();
    return result;
}

void SqliteWriter::roll_back() const {
    const SqliteUse undo(statements_->rollback);
    undo->tryExecuteStep();
}

// SQLITE_DONE when all of it stands in the open transaction.
int SqliteWriter::apply(const SqlTask& task, SqlResult& result) const {
    std::uint32_t applied = 0;
    for (const PendingWrite& change : task.changes) {
        bool newer = true;
        if (!writable(change.key)) return kRefusedByUs;
        if (task.newer) {
            if (const int code = note_ticket(change, newer); code != SQLITE_DONE) return code;
        }
        if (!newer) continue;
        Reply reply;
        if (const int code = apply(change, reply); code != SQLITE_DONE) return code;
        if (task.outbox) {
            if (const int code = note_in_outbox(change); code != SQLITE_DONE) return code;
        }
        result.rows.push_back({change, reply});
        ++applied;
    }
    if (applied > 0) result.reply = result.rows.back().reply;
    if (task.verb != Verb::db_apply_batch) return SQLITE_DONE;
    result.reply.found = false;  // a batch is about no row in particular
    result.reply.state = EntryState::value;
    result.reply.affected = applied;
    return SQLITE_DONE;
}

int SqliteWriter::apply(const PendingWrite& change, Reply& reply) const {
    reply.applied = true;
    reply.found = !change.erase;
    reply.state = change.erase ? EntryState::absent : EntryState::value;
    reply.affected = 1;
    reply.value.write = change.write;
    if (const int code = next_version(reply.value.version); code != SQLITE_DONE) return code;
    return change.erase ? remove(change.key, reply.affected) : upsert(change.key, reply.value);
}

int SqliteWriter::next_version(Version& version) const {
    const SqliteUse counter(statements_->next_version);
    if (const int code = counter->tryExecuteStep(); code != SQLITE_ROW) return code == SQLITE_DONE ? SQLITE_CORRUPT : code;
    version = counter->getColumn(0).getUInt();
    return counter->tryExecuteStep();
}

int SqliteWriter::upsert(Key key, Value value) const {
    if (key.kind == Kind::product) {
        const SqliteUse upsert(statements_->upsert_product);
        const ProductRow row = product_row(key.id, value.write);
        upsert->bind(1, key.id);
        upsert->bind(2, row.name);
        upsert->bind(3, row.price);
        upsert->bind(4, value.version);
        upsert->bind(5, value.write);
        return upsert->tryExecuteStep();
    }
    const SqliteUse upsert(statements_->upsert_user);
    const UserRow row = user_row(key.id, value.write);
    upsert->bind(1, key.id);
    upsert->bind(2, row.name);
    upsert->bind(3, row.email);
    upsert->bind(4, row.avatar);
    upsert->bind(5, value.version);
    upsert->bind(6, value.write);
    return upsert->tryExecuteStep();
}

int SqliteWriter::remove(Key key, std::uint32_t& affected) const {
    const SqliteUse remove(key.kind == Kind::product ? statements_->delete_product : statements_->delete_user);
    remove->bind(1, key.id);
    const int code = remove->tryExecuteStep();
    affected = static_cast<std::uint32_t>(statements_->database.getChanges());
    return code;
}

int SqliteWriter::note_in_outbox(const PendingWrite& change) const {
    const SqliteUse add(statements_->outbox_add);
    add->bind(1, to_string(change.key.row()));
    add->bind(2, change.write);
    add->bind(3, change.erase ? 1 : 0);
    return add->tryExecuteStep();
}

// A change without a ticket has no place among others: it is applied.
int SqliteWriter::note_ticket(const PendingWrite& change, bool& newer) const {
    if (change.ticket == 0) return SQLITE_DONE;
    const SqliteUse note(statements_->note_ticket);
    note->bind(1, to_string(change.key.row()));
    note->bind(2, static_cast<std::int64_t>(change.ticket));
    const int code = note->tryExecuteStep();
    newer = statements_->database.getChanges() > 0;
    return code;
}

int SqliteWriter::outbox_done(const SqlTask& task, Reply& reply) const {
    for (const PendingWrite& entry : task.changes) {
        const SqliteUse done(statements_->outbox_done);
        done->bind(1, static_cast<std::int64_t>(entry.ticket));
        if (const int code = done->tryExecuteStep(); code != SQLITE_DONE) return code;
        reply.affected += static_cast<std::uint32_t>(statements_->database.getChanges());
    }
    reply.applied = reply.affected > 0;
    return SQLITE_DONE;
}

}  // namespace stampede
