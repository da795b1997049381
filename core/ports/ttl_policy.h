// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/run_config.h"
#include "core/ports/random_source.h"

namespace stampede {

/// Chooses the time to live of each entry: the table's figure for its kind, spread by the configured jitter so that entries
/// stored together do not expire together.
class TtlPolicy {
   public:
    TtlPolicy(const TtlTable& table, RandomSource& random) : table_(table), random_(&random) {}

    Duration of(Key key) {
        const Duration ttl = table_.of(key.kind);
        if (table_.jitter <= 0) return ttl;
        const double spread = 1 + table_.jitter * (2 * random_->unit() - 1);
        return Duration(static_cast<Duration::rep>(static_cast<double>(ttl.count()) * spread));
    }

   private:
    TtlTable table_;
    RandomSource* random_;
};

}  // namespace stampede
