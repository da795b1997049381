// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/strategies/strategy.h"

namespace stampede {

/// Cache-aside, also called lazy loading: the application looks aside into the cache and keeps both stores itself.
class CacheAside final : public Strategy {
   public:
    explicit CacheAside(const Environment& environment);

    Task<Answer> read(Key key) override;
    Task<Acknowledgement> write(Key key, WriteId id) override;

   private:
    CacheStore cache;
    Database database;
    TtlPolicy ttl;
};

}  // namespace stampede
