// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/oracle/verdict.h"

namespace stampede {

std::uint64_t Verdict::count(Property property) const {
    switch (property) {
        case Property::stale_read: return stale_reads;
        case Property::monotonic_read: return monotonic_reads;
        case Property::read_your_writes: return read_your_writes;
        case Property::dirty_read: return dirty_reads;
        case Property::read_before_commit: return read_before_commit;
        case Property::lost_write: return lost_writes;
        case Property::lost_update: return lost_updates;
        case Property::applied_twice: return applied_twice;
        case Property::permanent_inconsistency: return permanent_inconsistencies;
    }
    return 0;
}

Properties Verdict::broken() const {
    Properties broken;
    for (const Property property : kProperties) {
        if (broke(property)) broken = broken.with(Properties(property));
    }
    return broken;
}

}  // namespace stampede
