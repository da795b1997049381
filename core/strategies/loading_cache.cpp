// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/strategies/loading_cache.h"

namespace stampede {

LoadingCache::LoadingCache(const Environment& environment)
    : cache(environment.cache), database(environment.database), ttl(environment.ttl) {}

Task<Answer> LoadingCache::get(Key key) {
    const Reply cached = co_await cache.get(key);
    if (cached.hit()) co_return answer_from(Source::cache, cached);

    const Reply loaded = co_await load(key);
    if (loaded.hit() && cached.ok()) co_await cache.set(key, loaded.value, ttl.of(key));
    co_return answer_from(Source::database, loaded);
}

Task<Reply> LoadingCache::load(Key key) { co_return co_await database.select(key); }

Task<void> LoadingCache::invalidate(Key key) { co_await cache.del(key); }

}  // namespace stampede
