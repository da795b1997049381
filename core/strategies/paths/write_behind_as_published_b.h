// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>

#include "core/strategies/path.h"
#include "core/strategies/paths/write_behind_options.h"

namespace stampede {

/// Write-behind as another article has it, with its mistakes: a refused write goes to the end of the queue, a timer starts a second worker
/// beside the first, a database that refuses is asked again at once, and nothing is flushed at the end. To be compared with WriteBehind.
class WriteBehindAsPublishedB final : public Path {
   public:
    static constexpr std::array kOptions{
        OptionInfo{"interval", "a worker starts every so often", Unit::seconds, 1, 0.001, 3600},
    };

    WriteBehindAsPublishedB(const Options& options, const Environment& environment);

    Task<Acknowledgement> write(Key key, Change change) override;

    Task<void> background() override;

   private:
    Task<void> process_queue();

    WriteBehindSettings settings;
    WriteQueue& queue;
    Host& host;
};

}  // namespace stampede
