// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/strategies/write_through.h"

namespace stampede {

WriteThrough::WriteThrough(const Environment& environment)
    : cache(environment.cache), database(environment.database), ttl(environment.ttl) {}

Task<Answer> WriteThrough::read(Key key) {
    const Reply cached = co_await cache.get(key);
    if (cached.hit()) co_return answer_from(Source::cache, cached);

    const Reply row = co_await database.select(key);
    if (row.hit() && cached.ok()) co_await cache.set(key, row.value, ttl.of(key));
    co_return answer_from(Source::database, row);
}

Task<Acknowledgement> WriteThrough::write(Key key, WriteId id) {
    // The database first: a row that it refuses must never be readable from the cache.
    const Reply committed = co_await database.update(key, id);
    if (committed.ok()) co_await cache.set(key, committed.value, ttl.of(key));
    co_return acknowledgement_of(committed);
}

}  // namespace stampede
