// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/model/active_faults.h"

namespace stampede::ui {

std::vector<ActiveFault> activeFaults(const LabSession& session) {
    if (session.live()) return session.state().faults();
    std::vector<ActiveFault> active;
    for (const FaultSpan& span : session.series().faults()) {
        if (span.to == kNever) active.push_back({span.fault, span.from});
    }
    return active;
}

}  // namespace stampede::ui
