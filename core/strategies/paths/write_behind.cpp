// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/strategies/paths/write_behind.h"

namespace stampede {

WriteBehind::WriteBehind(const Options& options, const Environment& environment)
    : Path(environment),
      queue(environment.queue),
      host(environment.host),
      turns(environment.host),
      flusher(write_behind_settings(options, environment.config), environment, [this](Key key) { return uncache(key); }) {}

Task<Acknowledgement> WriteBehind::write(Key key, Change change) {
    const Value written{change.id, 0};
    if (closing) co_return Acknowledgement{Outcome::refused, written};
    const bool admitted = co_await flusher.admit();
    if (!admitted) co_return Acknowledgement{Outcome::refused, written};

    // Queued first: from here on nobody in this instance takes the row in the database for the newest.
    co_await turns.enter(key);
    flusher.push(PendingWrite{key, change.id, change.erase});
    loads.spoil(key);
    Reply cached;
    if (change.erase) {
        // Nobody may read an erased row, so its entry goes at once; only the database can wait.
        cached = co_await top().drop(key, cached);
    } else {
        Entry entry;
        entry.value = written;
        entry.ttl = ttl.of(key);
        cached = co_await top().put(key, entry);
    }
    turns.leave(key);
    if (cached.ok()) co_return Acknowledgement{Outcome::ok, written};

    // Without a cache there is nothing to write behind: the client waits for the database.
    const bool flushed = co_await flusher.flush();
    co_return Acknowledgement{flushed ? Outcome::ok : Outcome::unavailable, written};
}

Task<Reply> WriteBehind::load(Key key, Reply miss) {
    // An entry can expire or be evicted before its flush: then the queue knows the row better than the database does.
    if (const auto waiting = queue.newest(key)) {
        Reply queued;
        queued.found = !waiting->erase;
        queued.state = waiting->erase ? EntryState::absent : EntryState::value;
        queued.value = Value{waiting->write, 0};
        queued.source = Source::local;
        host.note(EventType::local_hit, key, queued.value, queued.state, 0);
        co_return queued;
    }

    const std::uint64_t load = loads.begin(key);
    const Reply row = co_await top().select(key);
    co_await turns.enter(key);
    const bool newest = loads.end(key, load);
    if (newest && row.ok() && miss.ok()) {
        Entry entry = entry_for(key, row);
        entry.token = miss.token;
        co_await top().fill(key, entry);
    }
    turns.leave(key);
    co_return row;
}

void WriteBehind::background_killed() {
    if (!flusher.run_killed() || !uncaching) return;
    turns.leave(*uncaching);
    uncaching.reset();
}

Task<void> WriteBehind::close() {
    closing = true;
    return flusher.close();
}

// A reader of another instance may have cached what the database held before. A newer change of the row has its own entry, which stays.
Task<void> WriteBehind::uncache(Key key) {
    co_await turns.enter(key);
    uncaching = key;
    if (!queue.newest(key)) {
        loads.spoil(key);
        co_await top().drop(key, Reply());
    }
    uncaching.reset();
    turns.leave(key);
}

}  // namespace stampede
