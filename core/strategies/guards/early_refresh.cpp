// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/strategies/guards/early_refresh.h"

#include "core/strategies/guards/miss.h"

namespace stampede {

Task<Reply> EarlyRefresh::get(Key key) {
    const Reply cached = co_await below().get(key);
    if (!cached.hit() || cached.notes.expires == Instant{0} || !chosen(cached)) co_return cached;
    host.note(Decision::refresh_early, key);
    co_return early_miss(cached);
}

Task<Reply> EarlyRefresh::load(Key key, Reply miss) {
    const Reply row = co_await below().load(key, miss);
    // The entry is still good: a database that fails now is no reason to fail.
    if (!row.ok() && refreshes_early(miss)) co_return as_hit(miss);
    co_return row;
}

Task<Reply> EarlyRefresh::fill(Key key, Entry entry) { return below().fill(key, noted(entry)); }

Task<Reply> EarlyRefresh::put(Key key, Entry entry) { return below().put(key, noted(entry)); }

Entry EarlyRefresh::noted(Entry entry) const {
    if (entry.ttl > Duration{0}) entry.notes.expires = clock.now() + entry.ttl;
    return entry;
}

}  // namespace stampede
