// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <deque>
#include <span>
#include <utility>
#include <vector>

#include "core/ports/write_queue.h"

namespace stampede {

class Dispatcher;

/// The write-behind queue in one application instance's memory.
class InstanceQueue final : public WriteQueue {
   public:
    InstanceQueue(InstanceId instance, Dispatcher& dispatcher) : instance_(instance), dispatcher_(&dispatcher) {}

    void push(PendingWrite write) override;
    std::size_t size() const override { return waiting_.size(); }
    OperationAwaiter filled(std::uint32_t count, Duration at_most, std::source_location where) override;
    BatchId take(std::size_t most) override;
    void done(BatchId batch) override;
    void give_back(BatchId batch) override;

    /// Writes that would be lost with the instance: waiting ones and those in a batch that is not done.
    std::size_t at_risk() const;
    std::span<const PendingWrite> batch(BatchId batch) const;
    void clear();

   private:
    using Batch = std::pair<BatchId, std::vector<PendingWrite>>;
    std::vector<Batch>::iterator find(BatchId batch);

    InstanceId instance_;
    Dispatcher* dispatcher_;
    std::deque<PendingWrite> waiting_;
    std::vector<Batch> taken_;
    BatchId next_batch_ = 1;
    std::uint32_t wanted_ = 0;  // a flusher sleeps until so many wait; 0: none does
};

}  // namespace stampede
