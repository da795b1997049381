// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/strategies/strategy.h"

namespace stampede {

/// Write-through: each write goes to the database and then, in the same request, into the cache.
class WriteThrough final : public Strategy {
   public:
    explicit WriteThrough(const Environment& environment);

    Task<Answer> read(Key key) override;
    Task<Acknowledgement> write(Key key, WriteId id) override;

   private:
    CacheStore cache;
    Database database;
    TtlPolicy ttl;
};

}  // namespace stampede
