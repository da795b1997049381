// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/strategies/paths/versioned_cas.h"

namespace stampede {

// Reads are what every loading cache does: see core/strategies/path.cpp. A tombstone reads as a miss.

Task<Acknowledgement> VersionedCas::write(Key key, Change change) {
    const Reply committed = co_await top().commit(key, change);
    if (committed.ok()) co_await top().drop(key, committed);
    co_return acknowledgement_of(committed);
}

Task<Reply> VersionedCas::fill(Key key, Entry entry) {
    entry.condition = Condition::newer;
    return Path::fill(key, entry);
}

Task<Reply> VersionedCas::put(Key key, Entry entry) {
    entry.condition = Condition::newer;
    return Path::put(key, entry);
}

Task<Reply> VersionedCas::drop(Key key, Reply committed) {
    Version version = committed.value.version;
    if (version == 0) {
        // On behalf of somebody else, who only said that the row has changed.
        const Reply row = co_await database.select(key);
        if (!row.ok()) co_return row;
        version = row.value.version;
    }

    // It must outlive every reader that may still hold an older row, so it lives as long as an entry would.
    Entry tombstone;
    tombstone.value.version = version;
    tombstone.state = EntryState::tombstone;
    tombstone.condition = Condition::newer;
    tombstone.ttl = ttl.of(key);
    co_return co_await cache.store(key, tombstone);
}

}  // namespace stampede
