// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/strategies/paths/cache_aside_delete_first.h"

namespace stampede {

// Reads are what every loading cache does: see core/strategies/path.cpp.

Task<Acknowledgement> CacheAsideDeleteFirst::write(Key key, Change change) {
    const Reply nothing_yet;
    co_await top().drop(key, nothing_yet);

    // Here the entry is gone and the row is old: a reader that comes now stores the old value, and nothing deletes it again.
    const Reply committed = co_await top().commit(key, change);
    co_return acknowledgement_of(committed);
}

}  // namespace stampede
