// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/strategies/path.h"
#include "core/strategies/paths/write_behind_commit.h"
#include "core/strategies/paths/write_behind_options.h"

namespace stampede {

/// What the paths whose queue lives in the cache server have in common: a worker that takes batches from the queue, commits them, and only
/// then removes them from the queue. One batch is in hand at a time, and a refused one stays there: nothing overtakes it.
class WriteBehindWorker : public Path {
   public:
    WriteBehindWorker(WriteBehindSettings chosen, Condition condition, const Environment& environment);

    /// Only where nothing is: what a writer has put there is newer than any row.
    Task<Reply> fill(Key key, Entry entry) override;

    Task<void> background() override;
    void background_killed() override;
    Task<void> close() override;

   protected:
    /// The next batch, none when the queue is empty; `last` when the instance is about to end.
    virtual Task<Reply> take(bool last) = 0;
    /// Removes from the queue what of the batch is committed, and decides about `refused`.
    virtual Task<Reply> settle(BatchId batch) = 0;

    /// Deletes what the cache holds for a change that will not come back: the row before an erasure, the value of a dead letter.
    Task<void> uncache(PendingWrite change);
    void note_dead_letter(PendingWrite change);
    const std::vector<PendingWrite>& refused() const { return committing.refused(); }

    WriteBehindSettings settings;
    QueueStore queues;
    WriteQueue& batches;

   private:
    Task<bool> drain(bool last);

    Host& host;
    BatchCommit committing;
    BatchId in_hand = 0;
    bool committed = false;  // the batch in hand
    bool draining = false;
    bool closes = false;  // it is close that drains
    std::uint64_t drained;
};

}  // namespace stampede
