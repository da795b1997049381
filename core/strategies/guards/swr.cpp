// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/strategies/guards/swr.h"

#include "core/strategies/guards/miss.h"

namespace stampede {

Task<Reply> Swr::get(Key key) {
    const Reply cached = co_await below().get(key);
    const Instant soft_deadline = cached.notes.fresh_until;
    if (!cached.hit() || soft_deadline == Instant{0} || clock.now() < soft_deadline) co_return cached;

    host.note(Decision::served_stale, key);
    // One refresh at a time: without this every request between the two deadlines would start one.
    if (refreshing.insert(key).second) host.spawn(refresh(key, cached));
    co_return cached;
}

Task<void> Swr::refresh(Key key, Reply old) {
    const Reply miss = early_miss(old);
    co_await top().load(key, miss);
    // Well or not: if the load failed, the old entry is still there, and the next request tries again.
    refreshing.erase(key);
}

Task<Reply> Swr::fill(Key key, Entry entry) { return below().fill(key, noted(entry)); }

Task<Reply> Swr::put(Key key, Entry entry) { return below().put(key, noted(entry)); }

Entry Swr::noted(Entry entry) const {
    if (entry.ttl <= Duration{0}) return entry;
    const Instant now = clock.now();
    entry.notes.fresh_until = now + Duration(static_cast<Duration::rep>(static_cast<double>(entry.ttl.count()) * soft));
    entry.notes.expires = now + entry.ttl;
    return entry;
}

}  // namespace stampede
