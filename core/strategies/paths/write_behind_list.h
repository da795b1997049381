// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <map>

#include "core/strategies/paths/write_behind_worker.h"

namespace stampede {

/// Write-behind with its queue in a Redis list: a crash of the application loses nothing, a crash of the cache everything that waits.
/// One worker empties the list, in instance 0: a second one could commit a newer change first.
class WriteBehindList final : public WriteBehindWorker {
   public:
    static constexpr std::array kOptions{
        kBatch,    OptionInfo{"interval", "the worker leaves an empty list alone for so long", Unit::seconds, 1, 0.001, 3600},
        kRetry,    kLongest,
        kAttempts, kShutdown,
    };

    WriteBehindList(const Options& options, const Environment& environment);

    Task<Acknowledgement> write(Key key, Change change) override;
    Task<Reply> put(Key key, Entry entry) override;

    Task<void> background() override;
    Task<void> close() override;

   private:
    Task<Reply> take(bool last) override;
    Task<Reply> settle(BatchId batch) override;
    bool is_dead_letter(WriteId write);

    bool worker;
    bool recovered = false;
    std::map<WriteId, std::uint32_t> refusals;
};

}  // namespace stampede
