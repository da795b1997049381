// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <optional>

#include "core/strategies/path.h"
#include "core/strategies/paths/write_behind_flusher.h"
#include "core/strategies/paths/write_behind_loads.h"
#include "core/strategies/paths/write_behind_turns.h"

namespace stampede {

/// Write-behind, also called write-back: a write is acknowledged once the cache has it, and reaches the database later, in batches.
/// Until then it lives in the cache and in this instance's memory only.
class WriteBehind final : public Path {
   public:
    static constexpr std::array kOptions{
        kBatch,
        OptionInfo{"interval", "flush at the latest so long after the last flush, or sooner when a batch is full", Unit::seconds, 5, 0.001,
                   3600},
        kRetry,
        kLongest,
        OptionInfo{"bound", "so many changes may wait; then writers wait for room", Unit::count, 10'000, 1, 1'000'000},
        kAttempts,
        OptionInfo{"coalesce", "1: a newer write takes the place of one of its row that still waits; 0: all are committed", Unit::count, 1,
                   0, 1},
        kShutdown,
    };

    WriteBehind(const Options& options, const Environment& environment);

    Task<Reply> load(Key key, Reply miss) override;
    Task<Acknowledgement> write(Key key, Change change) override;

    Task<void> background() override { return flusher.run(); }
    void background_killed() override;
    Task<void> close() override;

   private:
    Task<void> uncache(Key key);

    WriteQueue& queue;
    Host& host;
    KeyTurns turns;
    WriteBehindLoads loads;
    Flusher flusher;
    std::optional<Key> uncaching;  // whose turn a flush has
    bool closing = false;
};

}  // namespace stampede
