// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "core/model/change.h"
#include "core/model/fault.h"
#include "core/ports/random_source.h"

namespace stampede {

/// What a broken flusher makes of its batches on their way to the database. The instance goes on believing in the batch that it has sent.
class BatchFaults {
   public:
    explicit BatchFaults(std::uint64_t seed) : random_(seed ^ kStream) {}

    /// Which faults are active; looked at with every batch.
    void watch(const std::vector<Fault>& active) { active_ = &active; }

    /// Decides what becomes of a batch that is about to be issued: the changes that go instead, if it is not as it should be.
    void decide(InstanceId instance, BatchId batch, std::span<const PendingWrite> changes);
    /// What was decided for the batch; nullptr: it goes as it is.
    const std::vector<PendingWrite>* instead_of(InstanceId instance, BatchId batch) const;
    void forget(InstanceId instance, BatchId batch) { altered_.erase({instance, batch}); }

   private:
    static constexpr std::uint64_t kStream = 0x6261746368ULL;
    bool strikes(FaultKind kind, InstanceId instance);

    RandomSource random_;
    const std::vector<Fault>* active_ = nullptr;
    std::map<std::pair<InstanceId, BatchId>, std::vector<PendingWrite>> altered_;
};

}  // namespace stampede
