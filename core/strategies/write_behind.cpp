// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/strategies/write_behind.h"

namespace stampede {

WriteBehind::WriteBehind(const Environment& environment)
    : cache(environment.cache),
      database(environment.database),
      clock(environment.clock),
      ttl(environment.ttl),
      queue(environment.queue),
      options(environment.config.write_behind) {}

Task<Answer> WriteBehind::read(Key key) {
    const Reply cached = co_await cache.get(key);
    if (cached.hit()) co_return answer_from(Source::cache, cached);

    const Reply row = co_await database.select(key);
    if (row.hit() && cached.ok()) co_await cache.set(key, row.value, ttl.of(key));
    co_return answer_from(Source::database, row);
}

Task<Acknowledgement> WriteBehind::write(Key key, WriteId id) {
    const Value written{id, 0};
    const Reply cached = co_await cache.set(key, written, ttl.of(key));
    if (cached.ok()) {
        queue.push(PendingWrite{key, id});
        co_return Acknowledgement{Outcome::ok, written};
    }

    // Without a cache there is nothing to write behind: go to the database directly. The queued writes are older and must
    // not land on top of this one, so they go first.
    const bool drained = co_await flush();
    if (!drained) co_return Acknowledgement{Outcome::unavailable, written};
    const Reply committed = co_await database.update(key, id);
    co_return acknowledgement_of(committed);
}

Task<void> WriteBehind::background() {
    for (;;) {
        co_await queue.filled(options.batch, options.interval);
        const bool flushed = co_await flush();
        if (!flushed) co_await clock.sleep(options.retry);
    }
}

Task<void> WriteBehind::close() {
    for (;;) {
        const bool flushed = co_await flush();
        if (flushed) co_return;
        co_await clock.sleep(options.retry);
    }
}

// Brings every queued write to the database, oldest first; false when the database refused a batch. One flush runs at a time: two
// could commit an older write after a newer one.
Task<bool> WriteBehind::flush() {
    while (flushing) co_await clock.sleep(options.turn);
    flushing = true;
    bool ok = true;
    while (ok && queue.size() > 0) {
        const BatchId batch = queue.take(options.batch);
        const Reply committed = co_await database.apply(batch);
        ok = committed.ok();
        if (ok) queue.done(batch);
        if (!ok) queue.give_back(batch);
    }
    flushing = false;
    co_return ok;
}

}  // namespace stampede
