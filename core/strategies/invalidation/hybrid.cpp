// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/strategies/invalidation/hybrid.h"

#include <algorithm>

namespace stampede {

Hybrid::Hybrid(const Options& options, const Environment& environment)
    : cache(environment.cache), host(environment.host), longest(options.time("ttl")) {
    host.subscribe(Channel::changes, [this](const Message& message) {
        // Which events were missed nobody knows: those entries live until their TTL.
        if (!message.anything && writable(message.key)) host.spawn(heard(message.key));
    });
}

// Every instance hears the event and deletes: that is once too often for most, and enough if only one is alive.
Task<void> Hybrid::heard(Key key) {
    const Reply whatever_it_was;
    co_await below().drop(key, whatever_it_was);
}

Task<Reply> Hybrid::fill(Key key, Entry entry) { return below().fill(key, bounded(entry)); }

Task<Reply> Hybrid::put(Key key, Entry entry) { return below().put(key, bounded(entry)); }

// The row is committed, the event is not sent yet: an instance that dies here leaves the old entry to its TTL.
Task<Reply> Hybrid::drop(Key key, Reply) { co_return co_await cache.publish(Channel::changes, key); }

Entry Hybrid::bounded(Entry entry) const {
    entry.ttl = entry.ttl == Duration{0} ? longest : std::min(entry.ttl, longest);
    return entry;
}

}  // namespace stampede
