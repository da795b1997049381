// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>

#include "core/ports/environment.h"
#include "core/strategies/layer.h"
#include "core/strategies/options.h"

namespace stampede {

/// One load of a key at a time, over all instances: a lock in the cache (SET NX with a random token and a TTL). The others look into the
/// cache every now and then, and stop waiting at a deadline.
class Mutex final : public Layer {
   public:
    static constexpr std::array kOptions{
        OptionInfo{"ttl", "the lock frees itself after so long; longer than any load", Unit::seconds, 10, 0.1, 300},
        OptionInfo{"poll", "those who wait look again so often, more or less by half", Unit::milliseconds, 50, 1, 10000},
        OptionInfo{"wait", "nobody waits longer", Unit::seconds, 5, 0, 300},
        OptionInfo{"fail", "who has waited so long: 0 loads without the lock, 1 fails", Unit::count, 0, 0, 1},
    };

    Mutex(const Options& options, const Environment& environment);

    Task<Reply> load(Key key, Reply miss) override;

   private:
    Task<Reply> load_locked(Key key, Reply miss, std::uint64_t token);
    Duration pause();

    Duration ttl;
    Duration poll;
    Duration longest_wait;
    bool fails;
    CacheStore cache;
    Clock clock;
    RandomSource& random;
    Host& host;
};

}  // namespace stampede
