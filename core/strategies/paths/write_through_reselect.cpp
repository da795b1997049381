// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/strategies/paths/write_through_reselect.h"

namespace stampede {

// Reads are what every loading cache does: see core/strategies/path.cpp.

Task<Acknowledgement> WriteThroughReselect::write(Key key, Change change) {
    const Reply committed = co_await top().commit(key, change);
    if (!committed.ok()) co_return acknowledgement_of(committed);

    // Between this SELECT and the SET another writer can do both: the row read here is then the older one, and stays.
    const Reply row = co_await top().select(key);
    if (row.hit()) {
        const Entry entry = entry_for(key, row);
        co_await top().put(key, entry);
    } else {
        // The row is gone, or could not be read: better nothing than what was there before.
        co_await top().drop(key, committed);
    }
    co_return acknowledgement_of(committed);
}

}  // namespace stampede
