// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>

#include "core/strategies/invalidation/local_cache.h"
#include "core/strategies/layer.h"
#include "core/strategies/options.h"

namespace stampede {

/// Two tiers: each instance keeps copies of what the shared cache answered and asks itself first. How the other instances learn of a
/// change is what the layers built on this one differ in.
class TwoTiers : public Layer {
   public:
    static constexpr std::array kOptions{
        OptionInfo{"entries", "an instance keeps so many copies; the least recently used goes first", Unit::count, 1'000, 1, 1'000'000},
        OptionInfo{"ttl", "a copy lives so long at most, whatever messages say or fail to say", Unit::seconds, 30, 0.001, 3'600},
    };

    TwoTiers(Channel channel, const Options& options, const Environment& environment);

    Task<Reply> get(Key key) override;
    Task<Reply> put(Key key, Entry entry) override;
    Task<Reply> drop(Key key, Reply committed) override;

   private:
    LocalCache copies;
};

}  // namespace stampede
