// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/strategies/paths/cache_aside.h"

namespace stampede {

Task<Answer> CacheAside::read(Key key) {
    const Reply cached = co_await top().get(key);
    if (cached.settled()) co_return answer_from(cached);

    const Reply row = co_await top().load(key, cached);
    co_return answer_from(row);
}

Task<Reply> CacheAside::load(Key key, Reply miss) {
    const Reply row = co_await top().select(key);

    // A cache that has just failed to answer is left alone: the row is served without it.
    if (row.ok() && miss.ok()) {
        Entry entry = entry_for(key, row);
        entry.token = miss.token;
        co_await top().fill(key, entry);
    }
    co_return row;
}

Task<Acknowledgement> CacheAside::write(Key key, Change change) {
    const Reply committed = co_await top().commit(key, change);

    // Delete, not set: the next reader loads whatever is newest by then. If the cache cannot be reached, the write
    // stands all the same and the old entry lives on until its TTL.
    if (committed.ok()) co_await top().drop(key, committed);
    co_return acknowledgement_of(committed);
}

}  // namespace stampede
