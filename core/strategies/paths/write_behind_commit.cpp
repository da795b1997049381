// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/strategies/paths/write_behind_commit.h"

namespace stampede {

Task<bool> BatchCommit::commit(BatchId batch) {
    refused_changes.clear();
    const Reply whole = co_await apply(batch);
    if (whole.ok()) co_return true;
    if (whole.outcome != Outcome::refused) co_return false;

    // All or none: one bad change is enough to have the whole batch refused. But a locked database refuses, too.
    const bool up = co_await database_takes_writes();
    if (!up) co_return false;
    const auto changes = queue.changes(batch);
    std::vector<PendingWrite> copies(changes.begin(), changes.end());
    co_return co_await each_alone(std::move(copies));
}

Task<bool> BatchCommit::each_alone(std::vector<PendingWrite> changes) {
    for (const PendingWrite& change : changes) {
        const BatchId alone = queue.gather(std::vector<PendingWrite>(1, change));
        const Reply committed = co_await apply(alone);
        queue.forget(alone);
        if (committed.ok()) continue;

        const bool up = co_await database_takes_writes();
        if (!up) co_return false;
        refused_changes.push_back(change);
    }
    co_return true;
}

// An empty transaction needs the database's write lock and nothing else.
Task<bool> BatchCommit::database_takes_writes() {
    const BatchId nothing = queue.gather(std::vector<PendingWrite>());
    const Reply committed = co_await apply(nothing);
    queue.forget(nothing);
    co_return committed.ok();
}

OperationAwaiter BatchCommit::apply(BatchId batch, std::source_location where) {
    return condition == Condition::newer ? database.apply_newer(batch, where) : database.apply(batch, where);
}

}  // namespace stampede
