// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/strategies/invalidation/two_tiers.h"

namespace stampede {

/// Two tiers; whoever changes an entry publishes its key, and every instance forgets its copy. Messages are delivered at most once: one
/// that is lost leaves a copy to its own TTL.
class PubSub final : public TwoTiers {
   public:
    PubSub(const Options& options, const Environment& environment);

    Task<Reply> put(Key key, Entry entry) override;
    Task<Reply> drop(Key key, Reply committed) override;

   private:
    CacheStore cache;
};

}  // namespace stampede
