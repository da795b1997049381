// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/strategies/paths/write_behind_worker.h"

#include "core/strategies/paths/write_behind_backoff.h"

namespace stampede {

WriteBehindWorker::WriteBehindWorker(WriteBehindSettings chosen, Condition condition, const Environment& environment)
    : Path(environment),
      settings(chosen),
      queues(environment.queues),
      batches(environment.queue),
      host(environment.host),
      committing(environment, condition),
      drained(host.new_signal()) {}

Task<Reply> WriteBehindWorker::fill(Key key, Entry entry) {
    if (entry.condition == Condition::none) entry.condition = Condition::vacant;
    return Path::fill(key, entry);
}

Task<void> WriteBehindWorker::background() {
    Backoff backoff(settings.retry, settings.longest);
    for (;;) {
        const bool emptied = co_await drain(false);
        if (emptied) {
            backoff.reset();
            co_await clock.sleep(settings.interval);
        } else {
            co_await clock.sleep(backoff.next());
        }
    }
}

// The batch in hand stays there, for whoever goes on.
void WriteBehindWorker::background_killed() {
    if (!draining || closes) return;
    draining = false;
    host.raise(drained);
}

Task<void> WriteBehindWorker::close() {
    Backoff backoff(settings.retry, settings.longest);
    const Instant give_up = clock.now() + settings.shutdown;
    bool emptied = co_await drain(true);
    while (!emptied && clock.now() < give_up) {
        co_await clock.sleep(backoff.next());
        emptied = co_await drain(true);
    }
}

// Until the queue is empty; false when something has to be tried again later.
Task<bool> WriteBehindWorker::drain(bool last) {
    while (draining) co_await host.wait(drained, Duration(0));
    draining = true;
    closes = last;
    bool ok = true;
    while (ok) {
        if (in_hand == 0) {
            const Reply taken = co_await take(last);
            ok = taken.ok();
            if (taken.batch == 0) break;
            in_hand = taken.batch;
            committed = false;
        }
        if (!committed) committed = co_await committing.commit(in_hand);
        ok = committed;
        if (!committed) break;

        // Removed after the commit: a crash in between brings the batch a second time, never not at all.
        const Reply settled = co_await settle(in_hand);
        ok = settled.ok();
        if (!ok) break;
        batches.forget(in_hand);
        in_hand = 0;
        ok = refused().empty();
    }
    draining = false;
    host.raise(drained);
    co_return ok;
}

Task<void> WriteBehindWorker::uncache(PendingWrite change) {
    const Reply cached = co_await cache.get(change.key);
    // What has no version yet waits in the queue.
    const bool unbacked = change.erase ? cached.value.version != 0 : cached.value.write == change.write;
    if (cached.hit() && unbacked) co_await top().drop(change.key, Reply());
}

void WriteBehindWorker::note_dead_letter(PendingWrite change) {
    const EntryState state = change.erase ? EntryState::absent : EntryState::value;
    host.note(EventType::dead_letter, change.key, Value{change.write, 0}, state, change.deliveries);
}

}  // namespace stampede
