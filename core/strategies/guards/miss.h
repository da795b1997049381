// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/operation.h"

namespace stampede {

// What the miss that a load is given can say, beside that nothing is there.

/// The miss came with the lease: this request may fill the entry, and others wait for it.
inline bool holds_lease(const Reply& miss) { return miss.applied && miss.token != 0; }

/// The entry is there and good; this request has been chosen to load it anew before it expires.
inline bool refreshes_early(const Reply& miss) { return miss.state == EntryState::stale && miss.notes.expires > Instant{0}; }

/// Turns a hit into the miss of an early refresh ...
inline Reply early_miss(Reply hit) {
    hit.found = false;
    hit.state = EntryState::stale;
    return hit;
}
/// ... or a stale value into an answer.
inline Reply as_hit(Reply miss) {
    miss.found = true;
    miss.state = EntryState::value;
    return miss;
}

/// Whether the cache, asked again, shows that somebody has filled the entry since the miss.
inline bool filled_since(const Reply& miss, const Reply& again) {
    if (!again.settled()) return false;
    return miss.state != EntryState::stale || again.value != miss.value || again.notes != miss.notes;
}

}  // namespace stampede
