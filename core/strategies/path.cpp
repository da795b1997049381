// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/strategies/path.h"

namespace stampede {

Path::Path(const Environment& environment)
    : cache(environment.cache), database(environment.database), clock(environment.clock), ttl(environment.ttl) {}

Task<Answer> Path::read(Key key) {
    const Reply cached = co_await top().get(key);
    if (cached.settled()) co_return answer_from(cached);
    const Reply row = co_await top().load(key, cached);
    co_return answer_from(row);
}

Task<Reply> Path::get(Key key) { co_return co_await cache.get(key); }

Task<Reply> Path::load(Key key, Reply miss) {
    const Reply row = co_await top().select(key);

    // A cache that has just failed to answer is left alone: the row is served without it.
    if (row.ok() && miss.ok()) {
        Entry entry = entry_for(key, row);
        entry.token = miss.token;
        co_await top().fill(key, entry);
    }
    co_return row;
}

Task<Reply> Path::select(Key key) { co_return co_await database.select(key); }

Task<Reply> Path::fill(Key key, Entry entry) {
    // That a row does not exist is not worth remembering, unless a guard says so.
    if (entry.state == EntryState::absent && !entry.keep_absence) co_return Reply{};
    co_return co_await cache.store(key, entry);
}

Task<Reply> Path::commit(Key key, Change change) {
    if (change.outbox) co_return co_await database.commit_with_outbox(key, change);
    co_return co_await database.commit(key, change);
}

Task<Reply> Path::put(Key key, Entry entry) { co_return co_await cache.store(key, entry); }

Task<Reply> Path::drop(Key key, Reply) { co_return co_await cache.del(key); }

Entry Path::entry_for(Key key, Reply row) {
    Entry entry;
    entry.value = row.value;
    entry.state = row.found ? EntryState::value : EntryState::absent;
    entry.ttl = ttl.of(key);
    entry.notes = row.notes;  // what guards have to say about the load
    return entry;
}

}  // namespace stampede
