// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/strategies/paths/write_behind_list.h"

#include <algorithm>
#include <utility>

namespace stampede {

WriteBehindList::WriteBehindList(const Options& options, const Environment& environment)
    : WriteBehindWorker(write_behind_settings(options, environment.config), Condition::none, environment),
      worker(environment.instance == 0) {}

Task<Acknowledgement> WriteBehindList::write(Key key, Change change) {
    Entry entry;
    entry.value = Value{change.id, 0};
    entry.state = change.erase ? EntryState::absent : EntryState::value;
    entry.ttl = ttl.of(key);

    // The queue is in the cache: without one there is no safe place for the change, and the client must know.
    const Reply queued = co_await top().put(key, entry);
    co_return Acknowledgement{queued.outcome, entry.value};
}

Task<Reply> WriteBehindList::put(Key key, Entry entry) {
    const Change change{entry.value.write, entry.state == EntryState::absent};
    co_return co_await queues.list_write(key, change, entry.ttl);
}

Task<void> WriteBehindList::background() {
    if (worker) co_await WriteBehindWorker::background();
}

Task<void> WriteBehindList::close() {
    if (worker) co_await WriteBehindWorker::close();
}

Task<Reply> WriteBehindList::take(bool) {
    if (!recovered) {
        // What a worker had taken when it crashed comes first: it is older than anything in the list.
        const Reply returned = co_await queues.list_recover();
        if (!returned.ok()) co_return returned;
        recovered = true;
    }
    co_return co_await queues.list_take(settings.batch);
}

Task<Reply> WriteBehindList::settle(BatchId batch) {
    const auto changes = batches.changes(batch);
    std::vector<PendingWrite> finished(changes.begin(), changes.end());
    std::vector<PendingWrite> unbacked;
    for (const PendingWrite& change : finished) {
        if (change.erase) unbacked.push_back(change);
    }
    bool kept = false;
    for (const PendingWrite& change : refused()) {
        if (is_dead_letter(change.write)) {
            note_dead_letter(change);
            unbacked.push_back(change);
        } else {
            std::erase_if(finished, [&](const PendingWrite& other) { return other.write == change.write; });
            kept = true;
        }
    }

    Reply settled;
    if (!finished.empty()) {
        const BatchId done = batches.gather(std::move(finished));
        settled = co_await queues.list_done(done);
        batches.forget(done);
    }
    // Those that were refused are still in this instance's own list: back to the front with them.
    if (settled.ok() && kept) settled = co_await queues.list_recover();
    for (const PendingWrite& change : unbacked) co_await uncache(change);
    co_return settled;
}

bool WriteBehindList::is_dead_letter(WriteId write) {
    if (++refusals[write] < settings.attempts) return false;
    refusals.erase(write);
    return true;
}

}  // namespace stampede
