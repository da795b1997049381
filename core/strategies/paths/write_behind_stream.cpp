// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/strategies/paths/write_behind_stream.h"

#include <algorithm>
#include <utility>

#include "core/strategies/paths/write_behind_backoff.h"

namespace stampede {
namespace {

constexpr Duration kFirstPause = std::chrono::milliseconds(10);

}  // namespace

WriteBehindStream::WriteBehindStream(const Options& options, const Environment& environment)
    : WriteBehindWorker(write_behind_settings(options, environment.config), Condition::newer, environment),
      patience(environment.config.deadlines.database),
      next_claim(environment.clock.now()) {}

Task<Acknowledgement> WriteBehindStream::write(Key key, Change change) {
    Entry entry;
    entry.value = Value{change.id, 0};
    entry.state = change.erase ? EntryState::absent : EntryState::value;
    entry.ttl = ttl.of(key);

    // Back-pressure: a full stream refuses, and the writer waits until the consumers have made room.
    const Instant until = clock.now() + patience;
    Backoff pause(kFirstPause, settings.retry);
    Reply queued = co_await top().put(key, entry);
    while (queued.outcome == Outcome::refused && clock.now() < until) {
        co_await clock.sleep(pause.next());
        queued = co_await top().put(key, entry);
    }
    co_return Acknowledgement{queued.outcome, entry.value};
}

Task<Reply> WriteBehindStream::put(Key key, Entry entry) {
    const Change change{entry.value.write, entry.state == EntryState::absent};
    co_return co_await queues.stream_write(key, change, entry.ttl, settings.bound);
}

Task<Reply> WriteBehindStream::take(bool last) {
    if (last || clock.now() >= next_claim) {
        // What a crashed consumer, perhaps this one before its restart, has left.
        next_claim = clock.now() + settings.idle;
        const Reply claimed = co_await queues.stream_claim(settings.batch, last ? Duration(0) : settings.idle);
        if (claimed.affected > 0) next_claim = clock.now();
        if (!claimed.ok() || claimed.batch != 0) co_return claimed;
    }
    co_return co_await queues.stream_read(settings.batch);
}

Task<Reply> WriteBehindStream::settle(BatchId batch) {
    const auto changes = batches.changes(batch);
    std::vector<PendingWrite> finished(changes.begin(), changes.end());
    std::vector<PendingWrite> dead;
    for (const PendingWrite& change : refused()) {
        std::erase_if(finished, [&](const PendingWrite& other) { return other.ticket == change.ticket; });
        // One that is not yet given up stays unacknowledged, and is delivered again once it has been idle for long enough.
        if (change.deliveries >= settings.attempts) dead.push_back(change);
    }
    for (const PendingWrite& change : finished) {
        if (change.erase) co_await uncache(change);
    }

    Reply settled;
    if (!finished.empty()) {
        const BatchId done = batches.gather(std::move(finished));
        settled = co_await queues.stream_done(done);
        batches.forget(done);
    }
    if (!settled.ok() || dead.empty()) co_return settled;
    co_return co_await bury(std::move(dead));
}

Task<Reply> WriteBehindStream::bury(std::vector<PendingWrite> dead) {
    const BatchId letters = batches.gather(dead);
    const Reply buried = co_await queues.stream_dead_letter(letters);
    batches.forget(letters);
    if (!buried.ok()) co_return buried;
    for (const PendingWrite& change : dead) {
        note_dead_letter(change);
        co_await uncache(change);
    }
    co_return buried;
}

}  // namespace stampede
