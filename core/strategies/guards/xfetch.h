// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>

#include "core/strategies/guards/early_refresh.h"
#include "core/strategies/options.h"

namespace stampede {

/// Probabilistic early expiration (Vattani, Chierichetti & Lowenstein, "Optimal Probabilistic Cache Stampede Prevention", VLDB 2015): a
/// reader loads the entry anew iff now - delta * beta * ln(random) >= expiry, where delta is how long the last load took. The chance grows
/// as the end comes near, and one refresh costs e^(1/beta) loads on average, however many readers there are.
class XFetch final : public EarlyRefresh {
   public:
    static constexpr std::array kOptions{
        OptionInfo{"beta", "more: earlier refreshes and fewer loads in each", Unit::factor, 1, 0.1, 10},
    };

    XFetch(const Options& options, const Environment& environment);

    Task<Reply> select(Key key) override;

   private:
    bool chosen(const Reply& hit) override;

    double beta;
    RandomSource& random;
};

}  // namespace stampede
