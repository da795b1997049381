// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>

#include "core/ports/environment.h"
#include "core/strategies/layer.h"
#include "core/strategies/options.h"

namespace stampede {

/// On a miss the cache hands out the right to fill the entry, once in a hold-off; a delete voids it. So only one loads, and what it
/// loaded before a write cannot come back after the write (Nishtala et al., "Scaling Memcache at Facebook", NSDI 2013).
class Lease final : public Layer {
   public:
    static constexpr std::array kOptions{
        OptionInfo{"hold-off", "one lease a key in so long: so long a crashed holder blocks the others", Unit::seconds, 10, 0.1, 300},
        OptionInfo{"poll", "those who wait look again so often, more or less by half", Unit::milliseconds, 50, 1, 10000},
        OptionInfo{"wait", "who has waited so long asks the database and does not fill", Unit::seconds, 15, 0, 600},
        OptionInfo{"stale", "those who wait: 0 wait, 1 take the value that was just deleted, if there is one", Unit::count, 0, 0, 1},
        OptionInfo{"keep", "so long a deleted value is kept for them", Unit::seconds, 10, 0, 300},
    };

    Lease(const Options& options, const Environment& environment);

    Task<Reply> get(Key key) override;
    Task<Reply> load(Key key, Reply miss) override;
    Task<Reply> fill(Key key, Entry entry) override;
    Task<Reply> drop(Key key, Reply committed) override;

   private:
    Duration pause();

    Duration hold_off;
    Duration poll;
    Duration longest_wait;
    bool takes_stale;
    Duration keep;
    CacheStore cache;
    Clock clock;
    RandomSource& random;
    Host& host;
};

}  // namespace stampede
