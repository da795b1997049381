// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/strategies/invalidation/pub_sub.h"

namespace stampede {

PubSub::PubSub(const Options& options, const Environment& environment)
    : TwoTiers(Channel::local, options, environment), cache(environment.cache) {}

// The message follows the change: who forgets a copy before that may take the same one again.
Task<Reply> PubSub::put(Key key, Entry entry) {
    const Reply stored = co_await TwoTiers::put(key, entry);
    if (stored.ok()) co_await cache.publish(Channel::local, key);
    co_return stored;
}

Task<Reply> PubSub::drop(Key key, Reply committed) {
    const Reply dropped = co_await TwoTiers::drop(key, committed);
    if (dropped.ok()) co_await cache.publish(Channel::local, key);
    co_return dropped;
}

}  // namespace stampede
