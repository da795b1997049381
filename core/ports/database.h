// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ports/operation_port.h"

namespace stampede {

/// The database, the system of record, as a strategy sees it. A write commits in a transaction of its own, which hands out the version.
class Database {
   public:
    Database(OperationPort& port, InstanceId instance, Duration deadline) : port_(&port), instance_(instance), deadline_(deadline) {}

    OperationAwaiter select(Key key, std::source_location where = std::source_location::current()) const {
        return {port_, make(Verb::db_select, key), where};
    }
    /// Inserts the row or replaces it. The reply's value carries the version of the commit.
    OperationAwaiter update(Key key, WriteId write, std::source_location where = std::source_location::current()) const {
        Operation operation = make(Verb::db_update, key);
        operation.value.write = write;
        return {port_, operation, where};
    }
    /// Commits every write of the batch in one transaction: all or none. `affected` counts them.
    OperationAwaiter apply(BatchId batch, std::source_location where = std::source_location::current()) const {
        Operation operation = make(Verb::db_apply_batch, Key{});
        operation.batch = batch;
        return {port_, operation, where};
    }

   private:
    Operation make(Verb verb, Key key) const {
        Operation operation;
        operation.verb = verb;
        operation.instance = instance_;
        operation.key = key;
        operation.deadline = deadline_;
        return operation;
    }

    OperationPort* port_;
    InstanceId instance_;
    Duration deadline_;
};

}  // namespace stampede
