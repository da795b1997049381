// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/strategies/paths/read_through.h"

namespace stampede {

// Reads are what every loading cache does: see core/strategies/path.cpp.

Task<Acknowledgement> ReadThrough::write(Key key, Change change) {
    const Reply committed = co_await top().commit(key, change);
    if (committed.ok()) co_await top().drop(key, committed);
    co_return acknowledgement_of(committed);
}

}  // namespace stampede
