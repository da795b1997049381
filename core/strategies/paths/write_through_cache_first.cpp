// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/strategies/paths/write_through_cache_first.h"

namespace stampede {

// Reads are what every loading cache does: see core/strategies/path.cpp.

Task<Acknowledgement> WriteThroughCacheFirst::write(Key key, Change change) {
    if (change.erase) {
        const Reply nothing_yet;
        co_await top().drop(key, nothing_yet);
    } else {
        Entry entry;
        entry.value.write = change.id;
        entry.ttl = ttl.of(key);
        co_await top().put(key, entry);
    }

    // From here on everybody reads the new value. If the commit fails, or this instance dies, it has never existed.
    const Reply committed = co_await top().commit(key, change);
    co_return acknowledgement_of(committed);
}

}  // namespace stampede
