// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/strategies/cache_aside.h"

namespace stampede {

CacheAside::CacheAside(const Environment& environment) : cache(environment.cache), database(environment.database), ttl(environment.ttl) {}

Task<Answer> CacheAside::read(Key key) {
    const Reply cached = co_await cache.get(key);
    if (cached.hit()) co_return answer_from(Source::cache, cached);

    const Reply row = co_await database.select(key);

    // A cache that has just failed to answer is left alone: the row is served without it.
    if (row.hit() && cached.ok()) co_await cache.set(key, row.value, ttl.of(key));
    co_return answer_from(Source::database, row);
}

Task<Acknowledgement> CacheAside::write(Key key, WriteId id) {
    const Reply committed = co_await database.update(key, id);

    // Delete, not set: the next reader loads whatever is newest by then. If the cache cannot be reached, the write
    // stands all the same and the old entry lives on until its TTL.
    if (committed.ok()) co_await cache.del(key);
    co_return acknowledgement_of(committed);
}

}  // namespace stampede
