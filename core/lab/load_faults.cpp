// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lab/load_faults.h"

#include <algorithm>

namespace stampede {

std::uint32_t LoadFaults::factor() const {
    std::uint32_t factor = 1;
    for (const Fault& fault : lab_->active_faults()) {
        if (fault.kind == FaultKind::traffic_spike) factor = std::max(factor, fault.amount);
    }
    return factor;
}

void LoadFaults::alter(Intent& intent) {
    constexpr std::uint32_t kRows = 1'000'000;
    for (const Fault& fault : lab_->active_faults()) {
        if (fault.kind == FaultKind::hot_key && random_.unit() < fault.probability) intent.key = fault.key;
        const bool reads = fault.kind == FaultKind::penetration && intent.what == Intent::What::read;
        if (reads && random_.unit() < fault.probability) intent.key.id = kAbsent + static_cast<std::uint32_t>(random_.below(kRows));
    }
}

}  // namespace stampede
