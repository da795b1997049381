// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>

#include "core/model/run_config.h"
#include "core/strategies/options.h"

namespace stampede {

/// How a write-behind brings its queue to the database.
struct WriteBehindSettings {
    std::uint32_t batch = 50;
    Duration interval{0};
    Duration retry{0};
    Duration longest{0};
    Duration shutdown{0};
    std::uint32_t bound = 0;
    std::uint32_t attempts = 0;
    bool coalesce = false;
    Duration idle{0};
};

// One option that several of the family have.
inline constexpr OptionInfo kBatch{"batch", "at most so many changes are committed in one transaction", Unit::count, 50, 1, 10'000};
inline constexpr OptionInfo kRetry{
    "retry", "wait before a refused batch is tried again; doubles with each refusal", Unit::milliseconds, 500, 1, 600'000};
inline constexpr OptionInfo kLongest{"longest", "but never wait for longer than this", Unit::seconds, 30, 0.001, 3600};
inline constexpr OptionInfo kAttempts{"attempts", "a change that is refused alone so often is a dead letter", Unit::count, 3, 1, 1000};
inline constexpr OptionInfo kShutdown{"shutdown", "a close gives up after this long if the database takes nothing", Unit::seconds, 25, 0,
                                      3600};

/// The settings as chosen: by the strategy's options, else by the run's own fields for write-behind, else the options' defaults.
WriteBehindSettings write_behind_settings(const Options& options, const RunConfig& config);

}  // namespace stampede
