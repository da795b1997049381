// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/strategies/invalidation/two_tiers.h"

namespace stampede {

TwoTiers::TwoTiers(Channel channel, const Options& options, const Environment& environment)
    : copies(options.count("entries"), options.time("ttl"), environment.host, environment.clock) {
    environment.host.subscribe(channel, [this](const Message& message) {
        // Messages have been missed while the connection was down: nothing that is here can be trusted.
        if (message.anything) return copies.drop_all(LocalCache::Why::message);
        copies.drop(message.key.row(), LocalCache::Why::message);
    });
}

// Only what the shared cache itself answers is kept: a row that was just loaded may already be old, and Redis tells of changes only to
// those who have read the entry.
Task<Reply> TwoTiers::get(Key key) {
    const Reply copy = copies.find(key);
    if (copy.settled()) co_return copy;
    const std::uint64_t placeholder = copies.expect(key);
    const Reply cached = co_await below().get(key);
    if (cached.settled()) copies.keep(key, placeholder, cached);
    co_return cached;
}

// The instance's own copy goes in any case, and after the shared entry: a copy taken in between would be of what was there before.
Task<Reply> TwoTiers::put(Key key, Entry entry) {
    const Reply stored = co_await below().put(key, entry);
    copies.drop(key, LocalCache::Why::dropped);
    co_return stored;
}

Task<Reply> TwoTiers::drop(Key key, Reply committed) {
    const Reply dropped = co_await below().drop(key, committed);
    copies.drop(key, LocalCache::Why::dropped);
    co_return dropped;
}

}  // namespace stampede
