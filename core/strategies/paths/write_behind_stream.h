// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>

#include "core/strategies/paths/write_behind_worker.h"

namespace stampede {

/// Write-behind with its queue in a Redis stream, read by a consumer group of which every instance is a consumer. Each change has a ticket,
/// and the database notes the last ticket that it has applied to a row in the transaction that applies it: a change that comes twice, or
/// late, does nothing.
class WriteBehindStream final : public WriteBehindWorker {
   public:
    static constexpr std::array kOptions{
        kBatch,
        OptionInfo{"interval", "a consumer leaves an empty stream alone for so long", Unit::seconds, 1, 0.001, 3600},
        kRetry,
        kLongest,
        OptionInfo{"bound", "so many changes may wait; then writers wait for room", Unit::count, 10'000, 1, 1'000'000},
        OptionInfo{"attempts", "a change that is refused alone after so many deliveries is a dead letter", Unit::count, 5, 1, 1000},
        OptionInfo{"idle", "what a consumer has not acknowledged for so long, another takes over", Unit::seconds, 10, 0.001, 3600},
        kShutdown,
    };

    WriteBehindStream(const Options& options, const Environment& environment);

    Task<Acknowledgement> write(Key key, Change change) override;
    Task<Reply> put(Key key, Entry entry) override;

   private:
    Task<Reply> take(bool last) override;
    Task<Reply> settle(BatchId batch) override;
    Task<Reply> bury(std::vector<PendingWrite> dead);

    Duration patience;
    Instant next_claim;
};

}  // namespace stampede
