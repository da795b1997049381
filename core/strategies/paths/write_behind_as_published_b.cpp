// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/strategies/paths/write_behind_as_published_b.h"

namespace stampede {

WriteBehindAsPublishedB::WriteBehindAsPublishedB(const Options& options, const Environment& environment)
    : Path(environment), settings(write_behind_settings(options, environment.config)), queue(environment.queue), host(environment.host) {}

Task<Acknowledgement> WriteBehindAsPublishedB::write(Key key, Change change) {
    Entry entry;
    entry.value = Value{change.id, 0};
    entry.ttl = ttl.of(key);
    Reply cached;
    if (change.erase) {
        cached = co_await top().drop(key, cached);
    } else {
        cached = co_await top().put(key, entry);
    }
    if (!cached.ok()) co_return Acknowledgement{cached.outcome, entry.value};

    queue.push(PendingWrite{key, change.id, change.erase});
    co_return Acknowledgement{Outcome::ok, entry.value};
}

Task<void> WriteBehindAsPublishedB::background() {
    for (;;) {
        co_await clock.sleep(settings.interval);
        // Mistake: another worker may still wait for the database with an older write in its hands.
        host.spawn(process_queue());
    }
}

Task<void> WriteBehindAsPublishedB::process_queue() {
    while (queue.size() > 0) {
        const BatchId job = queue.take(1);
        const PendingWrite change = queue.changes(job).front();
        const Reply committed = co_await top().commit(change.key, change.change());
        if (committed.ok()) queue.done(job);
        // Mistake: newer writes of the row are now before it, and the next attempt follows at once.
        if (!committed.ok()) queue.give_back_at_end(job);
    }
}

}  // namespace stampede
