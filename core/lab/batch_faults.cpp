// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lab/batch_faults.h"

#include <algorithm>

namespace stampede {

void BatchFaults::decide(InstanceId instance, BatchId batch, std::span<const PendingWrite> changes) {
    forget(instance, batch);
    if (active_ == nullptr || active_->empty() || changes.empty()) return;
    const bool drop = strikes(FaultKind::flusher_drop, instance);
    const bool reorder = strikes(FaultKind::flusher_reorder, instance);
    const bool duplicate = strikes(FaultKind::flusher_duplicate, instance);
    if (!drop && !reorder && !duplicate) return;

    std::vector<PendingWrite> altered(changes.begin() + (drop ? 1 : 0), changes.end());
    if (reorder) std::reverse(altered.begin(), altered.end());
    if (duplicate) {
        const std::vector<PendingWrite> once = altered;
        altered.insert(altered.end(), once.begin(), once.end());
    }
    altered_[{instance, batch}] = std::move(altered);
}

const std::vector<PendingWrite>* BatchFaults::instead_of(InstanceId instance, BatchId batch) const {
    const auto found = altered_.find({instance, batch});
    return found == altered_.end() ? nullptr : &found->second;
}

bool BatchFaults::strikes(FaultKind kind, InstanceId instance) {
    const auto fault = std::find_if(active_->begin(), active_->end(),
                                    [&](const Fault& active) { return active.kind == kind && concerns(active, instance); });
    return fault != active_->end() && (fault->probability >= 1 || random_.unit() < fault->probability);
}

}  // namespace stampede
