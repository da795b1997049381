// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "core/model/change.h"
#include "core/ports/operation_port.h"

namespace stampede {

/// Changes that one application instance holds in its memory: the queue of those it has acknowledged and not yet committed, and batches,
/// which operations name. A crash of the instance loses all of it: that is the lesson of write-behind. Order is kept: a batch
/// that failed goes back to the front.
class WriteQueue {
   public:
    virtual ~WriteQueue() = default;

    /// Adds a change and gives it a ticket: they grow from push to push, also over a crash of the instance, and no two are equal.
    virtual void push(PendingWrite write) = 0;
    /// How many wait.
    virtual std::size_t size() const = 0;
    /// How many wait or are in a batch that was taken: what a crash would lose.
    virtual std::size_t held() const = 0;
    /// The newest change of the row, waiting or taken and not done.
    virtual std::optional<PendingWrite> newest(Key key) const = 0;

    /// From now on a change takes the place of an older one of its row that still waits.
    virtual void coalesce(bool on) = 0;

    /// Completes once `count` writes wait, or after `at_most`.
    virtual OperationAwaiter filled(std::uint32_t count, Duration at_most,
                                    std::source_location where = std::source_location::current()) = 0;

    /// Takes up to `most` of the oldest writes as a batch that an operation can name. They stay in memory until `done`.
    virtual BatchId take(std::size_t most) = 0;
    /// As take, but stops where writes change to erasures or erasures to writes.
    virtual BatchId take_run(std::size_t most) = 0;
    /// The batch is committed.
    virtual void done(BatchId batch) = 0;
    /// The batch is committed but for these of its changes, which go back to the front.
    virtual void done_except(BatchId batch, std::vector<PendingWrite> kept) = 0;
    /// Gives up one change of a batch, a dead letter: it will never be committed.
    virtual void abandon(BatchId batch, WriteId write) = 0;
    /// The batch goes back, to the front ...
    virtual void give_back(BatchId batch) = 0;
    /// ... or, as one of the articles has it, to the end.
    virtual void give_back_at_end(BatchId batch) = 0;

    /// The changes of a batch, whether taken, gathered or received from a store. Valid until the next call.
    virtual std::span<const PendingWrite> changes(BatchId batch) const = 0;
    /// A batch of one's own making. Its changes are safe elsewhere: they do not count as waiting.
    virtual BatchId gather(std::vector<PendingWrite> changes) = 0;
    /// Forgets a batch that was gathered or received.
    virtual void forget(BatchId batch) = 0;
};

}  // namespace stampede
