// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/strategies/guards/null_caching.h"

namespace stampede {

Task<Reply> NullCaching::fill(Key key, Entry entry) {
    if (entry.state == EntryState::absent) {
        entry.keep_absence = true;
        // Short, for the sake of other writers: one that does not touch the cache inserts a row that stays unseen so long.
        entry.ttl = ttl;
    }
    return below().fill(key, entry);
}

}  // namespace stampede
