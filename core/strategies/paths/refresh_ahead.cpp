// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/strategies/paths/refresh_ahead.h"

namespace stampede {

RefreshAhead::RefreshAhead(const Options& options, const Environment& environment)
    : Path(environment), host(environment.host), factor(options.number("factor")) {}

Task<Answer> RefreshAhead::read(Key key) {
    const Reply cached = co_await top().get(key);
    if (cached.settled()) {
        if (ageing(cached)) refresh(key, cached);
        co_return answer_from(cached);
    }
    const Reply row = co_await top().load(key, cached);
    co_return answer_from(row);
}

Task<Acknowledgement> RefreshAhead::write(Key key, Change change) {
    const Reply committed = co_await top().commit(key, change);
    if (committed.ok()) co_await top().drop(key, committed);
    co_return acknowledgement_of(committed);
}

// One reload a key: the readers that come meanwhile have their answer already.
void RefreshAhead::refresh(Key key, Reply cached) {
    if (!refreshing.insert(key).second) return;
    host.note(Decision::refresh_early, key);
    host.spawn(reload(key, cached));
}

Task<void> RefreshAhead::reload(Key key, Reply cached) {
    // To whoever is between here and the database this is a miss, of an entry that is still there and still good.
    cached.found = false;
    cached.state = EntryState::stale;
    co_await top().load(key, cached);
    refreshing.erase(key);
}

bool RefreshAhead::ageing(Reply cached) const {
    if (factor <= 0 || !cached.hit()) return false;
    if (factor >= 1) return true;
    return cached.notes.fresh_until != Instant{0} && clock.now() >= cached.notes.fresh_until;
}

Task<Reply> RefreshAhead::fill(Key key, Entry entry) { return Path::fill(key, with_deadlines(entry)); }

Task<Reply> RefreshAhead::put(Key key, Entry entry) { return Path::put(key, with_deadlines(entry)); }

// Redis does not tell an entry's age along with its value, so the entry carries the times at which it begins to be old and ends.
Entry RefreshAhead::with_deadlines(Entry entry) const {
    if (entry.ttl == Duration{0}) return entry;
    const Instant now = clock.now();
    entry.notes.fresh_until = now + Duration(static_cast<Duration::rep>(static_cast<double>(entry.ttl.count()) * factor));
    entry.notes.expires = now + entry.ttl;
    return entry;
}

}  // namespace stampede
