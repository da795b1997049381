// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "core/model/choice.h"
#include "core/model/key.h"
#include "core/model/time.h"

namespace stampede {

/// Time to live by kind of key. Defaults are the figures that the field's articles give for each kind of data.
struct TtlTable {
    Duration user_profile = std::chrono::hours(1);
    Duration product = std::chrono::hours(24);
    Duration leaderboard = std::chrono::seconds(60);
    double jitter = 0;  ///< each TTL is spread evenly over ± this share of itself, 0 to 0.9

    Duration of(Kind kind) const {
        switch (kind) {
            case Kind::user_profile: return user_profile;
            case Kind::product: return product;
            case Kind::leaderboard: return leaderboard;
        }
        return user_profile;
    }
    void set_all(Duration ttl) { user_profile = product = leaderboard = ttl; }
};

/// How modelled times vary around their median.
enum class Spread : std::uint8_t { constant, log_normal };

/// Time that the learner chose to add so that one machine behaves like a network with a database behind it. Zero is "raw".
struct LatencyModel {
    Duration cache = std::chrono::milliseconds(1);      ///< median of a cache operation, there and back
    Duration database = std::chrono::milliseconds(50);  ///< median of a database operation
    Spread spread = Spread::constant;
    double sigma = 0.5;       ///< of the logarithm, for log_normal: 0.5 puts the 99th percentile at 3.2 times the median
    double tail_share = 0;    ///< this share of operations, 0 to 1, ...
    double tail_factor = 10;  ///< ... takes so many times as long
};

/// What the cache gives up at its memory limit, by Redis's names.
enum class Eviction : std::uint8_t {
    noeviction,
    allkeys_lru,
    allkeys_lfu,
    allkeys_random,
    volatile_lru,
    volatile_lfu,
    volatile_ttl,
    volatile_random
};

/// How long a strategy waits for a store before it carries on without it.
struct Deadlines {
    Duration cache = std::chrono::milliseconds(100);
    Duration database = std::chrono::seconds(5);
};

struct WriteBehindOptions {
    std::uint32_t batch = 50;                         ///< flush as soon as so many writes wait, 1 to 10,000
    Duration interval = std::chrono::seconds(5);      ///< flush at the latest so long after the last one
    Duration retry = std::chrono::milliseconds(500);  ///< wait before trying a refused batch again
    Duration turn = std::chrono::milliseconds(10);    ///< wait before asking again whether another flush has ended
};

/// Everything that decides what a run does. Two simulated runs with equal configurations give equal journals.
struct RunConfig {
    std::string strategy = "cache-aside";
    std::vector<std::pair<std::string, double>> options{};  ///< of the strategy, see Choice
    std::vector<Choice> guards{};
    Choice invalidation{};  ///< empty: the strategy's own way
    TtlTable ttl{};
    LatencyModel latency{};
    Deadlines deadlines{};
    WriteBehindOptions write_behind{};
    std::size_t database_pool = 8;                     ///< connections, 1 to 64; an operation's modelled time holds one
    /// An operation whose asker has given up while it queued for a connection leaves the queue. Off: the database performs it all the same,
    /// as a server does that nobody tells.
    bool database_cancels = true;
    /// The database's power can be cut (db-power-cut): it syncs about once a second, and what it has not synced is kept apart.
    bool database_power_cuts = false;
    std::size_t cache_memory = std::size_t{64} << 20;  ///< maxmemory of the cache, bytes
    Eviction eviction = Eviction::allkeys_lru;         ///< its maxmemory-policy
    bool append_only = false;                          ///< Redis keeps an append-only file, from which it can come back
    std::uint32_t instances = 1;                       ///< application instances, 1 to 4
    std::uint64_t seed = 1;
};

}  // namespace stampede
