// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/strategies/invalidation/outbox.h"

#include <set>

namespace stampede {

Outbox::Outbox(const Options& options, const Environment& environment)
    : database(environment.database),
      clock(environment.clock),
      batches(environment.queue),
      host(environment.host),
      interval(options.time("interval")),
      retry(options.time("retry")),
      most(options.count("batch")),
      news(host.new_signal()) {}

Task<Reply> Outbox::commit(Key key, Change change) {
    change.outbox = true;
    const Reply committed = co_await below().commit(key, change);
    unread = true;
    host.raise(news);
    co_return committed;
}

// The relay does it, now or after a crash.
Task<Reply> Outbox::drop(Key, Reply) { co_return Reply{}; }

Task<void> Outbox::background() {
    for (;;) {
        const Round round = co_await relay();
        if (round == Round::nothing && !unread) co_await host.wait(news, interval);
        if (round == Round::failed) co_await clock.sleep(retry);
    }
}

// What a failure leaves is safe in the database, for whoever comes next.
Task<void> Outbox::close() {
    Round round = Round::done;
    while (round == Round::done) round = co_await relay();
}

// Deletes first, then marks as done: a relay that dies in between leaves the entries to the next, and to delete twice does no harm. For
// the same reason several instances may work on the same entries.
Task<Outbox::Round> Outbox::relay() {
    unread = false;
    const Reply taken = co_await database.outbox_take(most);
    if (!taken.ok()) co_return Round::failed;
    if (taken.batch == 0) co_return Round::nothing;
    bool done = co_await drop_all(taken.batch);
    if (done) {
        const Reply marked = co_await database.outbox_done(taken.batch);
        done = marked.ok();
    }
    batches.forget(taken.batch);
    co_return done ? Round::done : Round::failed;
}

Task<bool> Outbox::drop_all(BatchId batch) {
    const auto noted = batches.changes(batch);
    std::set<Key> keys;
    for (const PendingWrite& entry : noted) keys.insert(entry.key);
    const Reply whatever_it_was;
    for (const Key key : keys) {
        const Reply dropped = co_await below().drop(key, whatever_it_was);
        if (!dropped.ok()) co_return false;
    }
    co_return true;
}

}  // namespace stampede
