// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>

#include "core/strategies/guards/early_refresh.h"
#include "core/strategies/options.h"

namespace stampede {

/// In an entry's last moments each reader loads it anew with a fixed chance. How many do depends on how many read: too few on a cold key,
/// far too many on a hot one. Here to be compared with XFetch, which has no such dependence.
class EarlyRandom final : public EarlyRefresh {
   public:
    static constexpr std::array kOptions{
        OptionInfo{"percent", "the chance of each reader", Unit::percent, 5, 0, 100},
        OptionInfo{"window", "so long before the end it begins", Unit::seconds, 1, 0.01, 3600},
    };

    EarlyRandom(const Options& options, const Environment& environment)
        : EarlyRefresh(environment), share(options.share("percent")), window(options.time("window")), random(environment.random) {}

   private:
    bool chosen(const Reply& hit) override;

    double share;
    Duration window;
    RandomSource& random;
};

}  // namespace stampede
