// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <deque>
#include <span>
#include <utility>
#include <vector>

#include "core/lab/waist.h"
#include "core/ports/write_queue.h"

namespace stampede {

/// The write-behind queue in one application instance's memory.
class InstanceQueue final : public WriteQueue {
   public:
    InstanceQueue(InstanceId instance, Waist& waist) : instance_(instance), waist_(&waist) {}

    void push(PendingWrite write) override;
    std::size_t size() const override { return waiting_.size(); }
    std::size_t held() const override { return at_risk(); }
    std::optional<PendingWrite> newest(Key key) const override;
    void coalesce(bool on) override { coalescing_ = on; }
    OperationAwaiter filled(std::uint32_t count, Duration at_most, std::source_location where) override;
    BatchId take(std::size_t most) override;
    BatchId take_run(std::size_t most) override;
    void done(BatchId batch) override { done_except(batch, {}); }
    void done_except(BatchId batch, std::vector<PendingWrite> kept) override;
    void abandon(BatchId batch, WriteId write) override;
    void give_back(BatchId batch) override;
    void give_back_at_end(BatchId batch) override;
    std::span<const PendingWrite> changes(BatchId batch) const override;
    BatchId gather(std::vector<PendingWrite> changes) override;
    void forget(BatchId batch) override;

    /// Writes that would be lost with the instance: waiting ones and those in a batch that is not done.
    std::size_t at_risk() const;
    void clear();
    /// The background work is gone: what it had taken waits again.
    void give_back_of_background();

   private:
    struct Batch {
        BatchId id = 0;
        std::vector<PendingWrite> changes;
        bool at_risk = false;     // kept nowhere else
        bool background = false;  // taken by the background work
    };
    std::vector<Batch>::iterator find(BatchId batch);
    BatchId take_first(std::size_t count);
    void put_in_front(const std::vector<PendingWrite>& changes);
    /// The newest waiting change of the row; waiting_.rend() when there is none.
    std::deque<PendingWrite>::reverse_iterator newest_waiting(Key key);
    std::uint64_t next_ticket();
    void record(EventType type, const PendingWrite& change, std::int64_t detail);

    InstanceId instance_;
    Waist* waist_;
    std::deque<PendingWrite> waiting_;
    std::vector<Batch> taken_;
    BatchId next_batch_ = 1;
    std::uint64_t last_ticket_ = 0;
    std::uint32_t wanted_ = 0;  // a flusher sleeps until so many wait; 0: none does
    bool coalescing_ = false;
};

}  // namespace stampede
