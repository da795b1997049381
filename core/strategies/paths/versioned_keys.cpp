// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/strategies/paths/versioned_keys.h"

namespace stampede {

VersionedKeys::VersionedKeys(const Environment& environment) : Path(environment), random(environment.random) {}

Task<Acknowledgement> VersionedKeys::write(Key key, Change change) {
    // The commit first: whoever reads the new number must not find the old row.
    const Reply committed = co_await top().commit(key, change);
    if (committed.ok()) co_await top().drop(key, committed);
    co_return acknowledgement_of(committed);
}

Task<Reply> VersionedKeys::get(Key key) {
    Reply counter = co_await cache.get(key.as(Role::counter));
    if (counter.ok() && counter.token < kFirst) {
        // So small a count is what INCR makes of a counter that was lost.
        if (counter.token != 0) co_await cache.del_if(key.as(Role::counter), counter.token);

        // Of several who find no counter one begins the series (SET NX). If each began his own, the last would put out of use what
        // the others have answered from already, and an older row could follow.
        const Entry series = new_series(key);
        const Reply begun = co_await cache.store(key.as(Role::counter), series);
        if (begun.applied || !begun.ok()) {
            Reply miss;
            miss.outcome = begun.outcome;
            miss.token = series.token;
            co_return miss;
        }
        counter = co_await cache.get(key.as(Role::counter));
    }
    if (!counter.ok() || counter.token < kFirst) {
        // No series to store anything in: the row is read, and not stored.
        Reply miss;
        miss.outcome = counter.outcome;
        co_return miss;
    }
    Reply cached = co_await cache.get(key.at(counter.token));
    cached.token = counter.token;
    co_return cached;
}

// The row goes under the version that was read before the row was. Of two readers the slower may hold the older row: hence "newer".
Task<Reply> VersionedKeys::fill(Key key, Entry entry) {
    const std::uint64_t version = entry.token;
    const bool worth_it = entry.state != EntryState::absent || entry.keep_absence;
    if (version == 0 || !worth_it) co_return Reply{};
    entry.token = 0;
    entry.condition = Condition::newer;
    co_return co_await cache.store(key.at(version), entry);
}

// If the counter was lost, INCR begins at 1, and the next reader starts a new series.
Task<Reply> VersionedKeys::drop(Key key, Reply) { co_return co_await cache.incr(key); }

// A counter that was evicted must not count the same numbers again: entries of its earlier life may still be there (ABA). So each series
// starts at random. Keys have room for 2^24 versions: to meet one that is still there has a chance of one in sixteen million.
Entry VersionedKeys::new_series(Key key) {
    Entry series;
    series.token = kFirst + random.below(std::uint64_t{1} << 48);
    series.condition = Condition::vacant;
    series.ttl = ttl.of(key);
    return series;
}

}  // namespace stampede
