// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/strategies/strategy.h"

namespace stampede {

/// Write-behind, also called write-back: a write is acknowledged once the cache has it, and reaches the database later, in batches.
/// Until then it lives in the cache and in this instance's memory only.
class WriteBehind final : public Strategy {
   public:
    explicit WriteBehind(const Environment& environment);

    Task<Answer> read(Key key) override;
    Task<Acknowledgement> write(Key key, WriteId id) override;

    Task<void> background() override;
    Task<void> close() override;

   private:
    Task<bool> flush();

    CacheStore cache;
    Database database;
    Clock clock;
    TtlPolicy ttl;
    WriteQueue& queue;
    WriteBehindOptions options;
    bool flushing = false;
};

}  // namespace stampede
