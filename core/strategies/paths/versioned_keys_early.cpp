// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/strategies/paths/versioned_keys_early.h"

namespace stampede {

// Reads are those of core/strategies/paths/versioned_keys.cpp.

Task<Acknowledgement> VersionedKeysEarly::write(Key key, Change change) {
    const Reply nothing_yet;
    co_await top().drop(key, nothing_yet);

    // Who reads now gets the new number and the old row, and stores the one under the other.
    const Reply committed = co_await top().commit(key, change);
    co_return acknowledgement_of(committed);
}

}  // namespace stampede
