// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/strategies/paths/write_behind_flusher.h"

#include <utility>

namespace stampede {

Flusher::Flusher(WriteBehindSettings chosen, const Environment& environment, std::function<Task<void>(Key)> uncacher)
    : settings(chosen),
      clock(environment.clock),
      queue(environment.queue),
      host(environment.host),
      patience(environment.config.deadlines.database),
      batches(environment, Condition::newer),
      uncache(std::move(uncacher)),
      flush_ended(host.new_signal()),
      room(host.new_signal()) {
    queue.coalesce(settings.coalesce);
}

// Back-pressure: when the database cannot keep up, writers wait for it after all.
Task<bool> Flusher::admit() {
    const Instant until = clock.now() + patience;
    while (queue.held() + admitted >= settings.bound) {
        if (clock.now() >= until) co_return false;
        co_await host.wait(room, until - clock.now());
    }
    ++admitted;
    co_return true;
}

void Flusher::push(PendingWrite change) {
    --admitted;
    queue.push(change);
}

Task<void> Flusher::run() {
    Backoff backoff(settings.retry, settings.longest);
    for (;;) {
        co_await queue.filled(settings.batch, settings.interval);
        bool flushed = co_await flush(true);
        while (!flushed) {
            co_await clock.sleep(backoff.next());
            flushed = co_await flush(true);
        }
        backoff.reset();
    }
}

Task<void> Flusher::close() {
    Backoff backoff(settings.retry, settings.longest);
    const Instant give_up = clock.now() + settings.shutdown;
    bool flushed = co_await flush();
    while (!flushed && clock.now() < give_up) {
        co_await clock.sleep(backoff.next());
        flushed = co_await flush();
    }
}

// Those who wait for its flush to end must not wait for ever.
bool Flusher::run_killed() {
    if (!flushing || !run_flushes) return false;
    flushing = false;
    host.raise(flush_ended);
    host.raise(room);
    return true;
}

Task<bool> Flusher::flush(bool by_run) {
    // One at a time: a second flush could commit a newer change first. It also waits here for the one in flight, so that a close does.
    while (flushing) co_await host.wait(flush_ended, Duration(0));
    flushing = true;
    run_flushes = by_run;
    bool settled = true;
    while (settled && queue.size() > 0) {
        // A batch holds only writes or only erasures: two statements could not keep the order of both.
        const BatchId batch = queue.take_run(settings.batch);
        settled = co_await settle(batch);
    }
    flushing = false;
    host.raise(flush_ended);
    co_return settled;
}

Task<bool> Flusher::settle(BatchId batch) {
    const bool up = co_await batches.commit(batch);
    if (!up) {
        queue.give_back(batch);
        co_return false;
    }

    std::vector<Key> unbacked;
    std::vector<PendingWrite> kept;
    for (const PendingWrite& change : queue.changes(batch)) {
        if (change.erase) unbacked.push_back(change.key);
    }
    for (const PendingWrite& change : batches.refused()) {
        if (is_dead_letter(change.write)) {
            queue.abandon(batch, change.write);
            unbacked.push_back(change.key);
        } else {
            kept.push_back(change);
        }
    }
    queue.done_except(batch, kept);
    host.raise(room);
    for (const Key key : unbacked) co_await uncache(key);
    co_return kept.empty();
}

bool Flusher::is_dead_letter(WriteId write) {
    if (++refusals[write] < settings.attempts) return false;
    refusals.erase(write);
    return true;
}

}  // namespace stampede
