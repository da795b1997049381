// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>

#include "core/strategies/path.h"
#include "core/strategies/paths/write_behind_options.h"

namespace stampede {

/// Write-behind as an article has it, with its mistakes: a timer starts a flush although one is running, a batch's writes are committed
/// before its erasures, half a batch may be committed twice, an end does not wait for the flush in flight, and a reader may cache an
/// erased row again. To be compared with WriteBehind.
class WriteBehindAsPublishedA final : public Path {
   public:
    static constexpr std::array kOptions{
        OptionInfo{"batch", "a flush takes so many changes and no more", Unit::count, 50, 1, 10'000},
        OptionInfo{"interval", "a flush begins every so often", Unit::seconds, 5, 0.001, 3600},
    };

    WriteBehindAsPublishedA(const Options& options, const Environment& environment);

    Task<Acknowledgement> write(Key key, Change change) override;

    Task<void> background() override;
    Task<void> close() override;

   private:
    Task<void> flush();
    Task<Reply> apply(std::vector<PendingWrite> changes);

    WriteBehindSettings settings;
    WriteQueue& queue;
    Host& host;
    bool shutting_down = false;
};

}  // namespace stampede
