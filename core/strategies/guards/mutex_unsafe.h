// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>

#include "core/ports/environment.h"
#include "core/strategies/layer.h"
#include "core/strategies/options.h"

namespace stampede {

/// The lock as many articles print it, with its four faults: everybody's token is the same, the winner does not look again, a load
/// that fails leaves the lock behind, and nobody stops waiting.
class MutexUnsafe final : public Layer {
   public:
    static constexpr std::array kOptions{
        OptionInfo{"ttl", "the lock frees itself after so long", Unit::seconds, 5, 0.1, 300},
        OptionInfo{"poll", "those who wait look again so often", Unit::milliseconds, 50, 1, 10000},
    };

    MutexUnsafe(const Options& options, const Environment& environment)
        : ttl(options.time("ttl")), poll(options.time("poll")), cache(environment.cache), clock(environment.clock) {}

    Task<Reply> load(Key key, Reply miss) override;

   private:
    Duration ttl;
    Duration poll;
    CacheStore cache;
    Clock clock;
};

}  // namespace stampede
