// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/change.h"
#include "core/ports/operation_port.h"

namespace stampede {

/// The database, the system of record, as a strategy sees it. A write commits in a transaction of its own, which hands out the version.
class Database {
   public:
    using Where = std::source_location;

    Database(OperationPort& port, InstanceId instance, Duration deadline) : port_(&port), instance_(instance), deadline_(deadline) {}

    OperationAwaiter select(Key key, Where where = Where::current()) const { return {port_, make(Verb::db_select, key), where}; }

    /// Inserts the row or replaces it. The reply's value carries the version of the commit.
    OperationAwaiter update(Key key, WriteId write, Where where = Where::current()) const {
        return commit(key, Change{write, false}, where);
    }

    /// Inserts, replaces or deletes the row, as the change says.
    OperationAwaiter commit(Key key, Change change, Where where = Where::current()) const {
        return {port_, make(change.erase ? Verb::db_delete : Verb::db_update, key, change), where};
    }
    /// The same, and notes the key in the outbox, in one transaction.
    OperationAwaiter commit_with_outbox(Key key, Change change, Where where = Where::current()) const {
        Operation operation = make(change.erase ? Verb::db_delete : Verb::db_update, key, change);
        operation.outbox = true;
        return {port_, operation, where};
    }

    /// Begins a transaction and makes the change in it: nobody else sees it before `commit(transaction)`, which gets the reply's token.
    OperationAwaiter begin(Key key, Change change, Where where = Where::current()) const {
        return {port_, make(Verb::db_begin, key, change), where};
    }
    OperationAwaiter commit(Key key, std::uint64_t transaction, Where where = Where::current()) const {
        Operation operation = make(Verb::db_commit, key);
        operation.token = transaction;
        return {port_, operation, where};
    }

    /// Commits every change of the batch in one transaction: all or none. `affected` counts them.
    OperationAwaiter apply(BatchId batch, Where where = Where::current()) const {
        return {port_, named(Verb::db_apply_batch, batch, Condition::none), where};
    }
    /// The same, but skips changes whose ticket is not above the last one applied to their row, which it notes in the same transaction.
    OperationAwaiter apply_newer(BatchId batch, Where where = Where::current()) const {
        return {port_, named(Verb::db_apply_batch, batch, Condition::newer), where};
    }

    OperationAwaiter outbox_take(std::uint32_t count, Where where = Where::current()) const {
        Operation operation = make(Verb::db_outbox_take, Key{});
        operation.count = count;
        return {port_, operation, where};
    }
    OperationAwaiter outbox_done(BatchId batch, Where where = Where::current()) const {
        return {port_, named(Verb::db_outbox_done, batch, Condition::none), where};
    }

    /// The key of every row of the kind, as a batch.
    OperationAwaiter ids(Kind kind, Where where = Where::current()) const { return {port_, make(Verb::db_ids, Key{kind, 0}), where}; }

   private:
    Operation make(Verb verb, Key key, Change change = {}) const {
        Operation operation;
        operation.verb = verb;
        operation.instance = instance_;
        operation.key = key;
        operation.deadline = deadline_;
        operation.value.write = change.id;
        operation.erase = change.erase;
        operation.state = change.erase ? EntryState::absent : EntryState::value;
        return operation;
    }
    Operation named(Verb verb, BatchId batch, Condition condition) const {
        Operation operation = make(verb, Key{});
        operation.batch = batch;
        operation.condition = condition;
        return operation;
    }

    OperationPort* port_;
    InstanceId instance_;
    Duration deadline_;
};

}  // namespace stampede
