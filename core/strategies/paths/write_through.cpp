// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/strategies/paths/write_through.h"

namespace stampede {

Task<Acknowledgement> WriteThrough::write(Key key, Change change) {
    // The database first: a row that it refuses must never be readable from the cache.
    const Reply committed = co_await top().commit(key, change);
    if (!committed.ok()) co_return acknowledgement_of(committed);

    if (change.erase) {
        co_await top().drop(key, committed);
    } else {
        const Entry entry = entry_for(key, committed);
        co_await top().put(key, entry);
    }
    co_return acknowledgement_of(committed);
}

}  // namespace stampede
