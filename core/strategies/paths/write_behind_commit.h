// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "core/ports/environment.h"

namespace stampede {

/// Commits batches of queued changes, and tells a database that takes nothing from a change that it will not take.
class BatchCommit {
   public:
    /// With Condition::newer, a change that has been committed before, or is older than one that has, is skipped.
    BatchCommit(const Environment& environment, Condition kind)
        : database(environment.database), queue(environment.queue), condition(kind) {}

    /// False: the database takes nothing now, try the batch again. True: everything is committed but for `refused`.
    Task<bool> commit(BatchId batch);
    const std::vector<PendingWrite>& refused() const { return refused_changes; }

   private:
    Task<bool> each_alone(std::vector<PendingWrite> changes);
    Task<bool> database_takes_writes();
    OperationAwaiter apply(BatchId batch, std::source_location where = std::source_location::current());

    Database database;
    WriteQueue& queue;
    Condition condition;
    std::vector<PendingWrite> refused_changes;
};

}  // namespace stampede
