// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/strategies/paths/write_behind_as_published_a.h"

#include <utility>

namespace stampede {

WriteBehindAsPublishedA::WriteBehindAsPublishedA(const Options& options, const Environment& environment)
    : Path(environment), settings(write_behind_settings(options, environment.config)), queue(environment.queue), host(environment.host) {}

Task<Acknowledgement> WriteBehindAsPublishedA::write(Key key, Change change) {
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

    // Mistake: only now is there something to flush. Until the flush, a reader that misses takes the old row for the newest.
    queue.push(PendingWrite{key, change.id, change.erase});
    co_return Acknowledgement{Outcome::ok, entry.value};
}

Task<void> WriteBehindAsPublishedA::background() {
    for (;;) {
        co_await clock.sleep(settings.interval);
        // Mistake: nobody asks whether the last flush has ended.
        if (queue.size() > 0 && !shutting_down) host.spawn(flush());
    }
}

Task<void> WriteBehindAsPublishedA::close() {
    shutting_down = true;
    // Mistake: a flush in flight has taken its batch out of the queue, so this does not wait for it. And a database that refuses is asked
    // again at once, for ever.
    while (queue.size() > 0) co_await flush();
}

Task<void> WriteBehindAsPublishedA::flush() {
    if (queue.size() == 0) co_return;
    const BatchId batch = queue.take(settings.batch);
    std::vector<PendingWrite> writes;
    std::vector<PendingWrite> erasures;
    for (const PendingWrite& change : queue.changes(batch)) (change.erase ? erasures : writes).push_back(change);

    // Mistake: an erasure that came before a write of the same row is committed after it.
    Reply committed = co_await apply(std::move(writes));
    if (committed.ok()) committed = co_await apply(std::move(erasures));

    // Mistake: the writes may be committed already, and are committed again with the whole batch.
    if (committed.ok()) queue.done(batch);
    if (!committed.ok()) queue.give_back(batch);
}

Task<Reply> WriteBehindAsPublishedA::apply(std::vector<PendingWrite> changes) {
    if (changes.empty()) co_return Reply();
    const BatchId part = queue.gather(std::move(changes));
    const Reply committed = co_await database.apply(part);
    queue.forget(part);
    co_return committed;
}

}  // namespace stampede
