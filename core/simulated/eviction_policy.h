// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/run_config.h"
#include "core/simulated/key_use.h"

namespace stampede {

/// One of Redis's maxmemory policies.
struct EvictionPolicy {
    /// Of several keys the one with the highest goes first.
    using Score = std::uint64_t (*)(const KeyUse& use, Instant expires, Instant now);

    bool evicts = true;
    bool only_with_ttl = false;  ///< volatile-*: keys without a TTL are safe
    bool counts_uses = false;    ///< the LFU policies
    Score score = nullptr;       ///< none: any key
};

const EvictionPolicy& policy_of(Eviction eviction);

}  // namespace stampede
