// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/strategies/strategy.h"

namespace stampede {

/// A cache that knows how to load what it does not hold. The application asks it and nothing else.
class LoadingCache {
   public:
    explicit LoadingCache(const Environment& environment);

    Task<Answer> get(Key key);

    /// Forgets the entry, so that the next get loads it anew.
    Task<void> invalidate(Key key);

   private:
    Task<Reply> load(Key key);

    CacheStore cache;
    Database database;
    TtlPolicy ttl;
};

}  // namespace stampede
