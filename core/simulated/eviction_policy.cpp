// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/simulated/eviction_policy.h"

#include <limits>

namespace stampede {
namespace {

std::uint64_t least_recently_used(const KeyUse& use, Instant, Instant now) { return use.idle(now); }

std::uint64_t least_frequently_used(const KeyUse& use, Instant, Instant now) { return 255u - use.frequency(now); }

std::uint64_t soonest_to_expire(const KeyUse&, Instant expires, Instant) {
    return std::numeric_limits<std::uint64_t>::max() - static_cast<std::uint64_t>(expires.count());
}

constexpr EvictionPolicy kNoEviction{false};
constexpr EvictionPolicy kAllKeysLru{true, false, false, least_recently_used};
constexpr EvictionPolicy kAllKeysLfu{true, false, true, least_frequently_used};
constexpr EvictionPolicy kAllKeysRandom{true, false, false, nullptr};
constexpr EvictionPolicy kVolatileLru{true, true, false, least_recently_used};
constexpr EvictionPolicy kVolatileLfu{true, true, true, least_frequently_used};
constexpr EvictionPolicy kVolatileTtl{true, true, false, soonest_to_expire};
constexpr EvictionPolicy kVolatileRandom{true, true, false, nullptr};

}  // namespace

const EvictionPolicy& policy_of(Eviction eviction) {
    switch (eviction) {
        case Eviction::noeviction: return kNoEviction;
        case Eviction::allkeys_lru: return kAllKeysLru;
        case Eviction::allkeys_lfu: return kAllKeysLfu;
        case Eviction::allkeys_random: return kAllKeysRandom;
        case Eviction::volatile_lru: return kVolatileLru;
        case Eviction::volatile_lfu: return kVolatileLfu;
        case Eviction::volatile_ttl: return kVolatileTtl;
        case Eviction::volatile_random: return kVolatileRandom;
    }
    return kAllKeysLru;
}

}  // namespace stampede
