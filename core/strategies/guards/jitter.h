// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>

#include "core/ports/environment.h"
#include "core/strategies/layer.h"
#include "core/strategies/options.h"

namespace stampede {

/// Spreads the TTLs of entries, so that those stored together do not expire together (an avalanche).
class Jitter final : public Layer {
   public:
    static constexpr std::array kOptions{
        OptionInfo{"percent", "each TTL is spread evenly over so much more or less", Unit::percent, 10, 0, 90},
    };

    Jitter(const Options& options, const Environment& environment);

    Task<Reply> fill(Key key, Entry entry) override;
    Task<Reply> put(Key key, Entry entry) override;

   private:
    Duration spread(Duration ttl);

    double share;
    RandomSource& random;
};

}  // namespace stampede
