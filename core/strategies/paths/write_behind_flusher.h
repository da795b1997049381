// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <map>

#include "core/strategies/paths/write_behind_backoff.h"
#include "core/strategies/paths/write_behind_commit.h"
#include "core/strategies/paths/write_behind_options.h"

namespace stampede {

/// Brings the queue in an instance's memory to the database: oldest first, one flush at a time, what is refused back to the front.
class Flusher {
   public:
    /// `uncacher(key)` removes an entry that the database does not back: of a row that is erased, of a change that was given up.
    Flusher(WriteBehindSettings chosen, const Environment& environment, std::function<Task<void>(Key)> uncacher);

    /// Waits for room in the queue and keeps it until `push`; false when there is none in time.
    Task<bool> admit();
    void push(PendingWrite change);

    /// Commits whatever waits; false when something of it has to be tried again.
    Task<bool> flush() { return flush(false); }

    Task<void> run();
    /// `run` was killed; what it had taken from the queue is there again. Whether it was flushing at that moment.
    bool run_killed();
    Task<void> close();

   private:
    Task<bool> flush(bool by_run);
    Task<bool> settle(BatchId batch);
    bool is_dead_letter(WriteId write);

    WriteBehindSettings settings;
    Clock clock;
    WriteQueue& queue;
    Host& host;
    Duration patience;
    BatchCommit batches;
    std::function<Task<void>(Key)> uncache;
    std::map<WriteId, std::uint32_t> refusals;
    std::uint64_t flush_ended;
    std::uint64_t room;
    std::size_t admitted = 0;
    bool flushing = false;
    bool run_flushes = false;  // not a writer, nor close
};

}  // namespace stampede
