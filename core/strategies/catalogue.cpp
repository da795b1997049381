// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/strategies/catalogue.h"

#include <array>

#include "core/strategies/cache_aside.h"
#include "core/strategies/no_cache.h"
#include "core/strategies/read_through.h"
#include "core/strategies/write_behind.h"
#include "core/strategies/write_through.h"

namespace stampede {
namespace {

template <class S>
std::unique_ptr<Strategy> make(const Environment& environment) {
    return std::make_unique<S>(environment);
}

constexpr std::array kStrategies{
    StrategyInfo{"no-cache", "No cache", "Every read is as fresh, and as slow, as the database.", "SELECT", "UPDATE",
                 "core/strategies/no_cache.cpp", make<NoCache>},
    StrategyInfo{"cache-aside", "Cache-aside",
                 "The application fills the cache on a miss and deletes the entry on a write; a race can leave an old value until its TTL.",
                 "GET, on a miss SELECT and SET", "UPDATE, DEL", "core/strategies/cache_aside.cpp", make<CacheAside>},
    StrategyInfo{"read-through", "Read-through",
                 "The application asks one cache, which loads what it lacks; it ages exactly as cache-aside does.",
                 "GET, on a miss the loader's SELECT and SET", "UPDATE, DEL", "core/strategies/loading_cache.cpp", make<ReadThrough>},
    StrategyInfo{"write-through", "Write-through",
                 "A write updates the database and then the cache, so the next read is a hit; two writers can leave them apart.",
                 "GET, on a miss SELECT and SET", "UPDATE, SET", "core/strategies/write_through.cpp", make<WriteThrough>},
    StrategyInfo{"write-behind", "Write-behind",
                 "A write is acknowledged once the cache has it and reaches the database later; a crash before the flush loses it.",
                 "GET, on a miss SELECT and SET", "SET, queue; later one BATCH", "core/strategies/write_behind.cpp", make<WriteBehind>},
};

}  // namespace

std::span<const StrategyInfo> strategies() { return kStrategies; }

const StrategyInfo* find_strategy(std::string_view id) {
    for (const StrategyInfo& info : kStrategies) {
        if (info.id == id) return &info;
    }
    return nullptr;
}

std::string strategy_ids() {
    std::string ids;
    for (const StrategyInfo& info : kStrategies) {
        if (!ids.empty()) ids += ", ";
        ids += info.id;
    }
    return ids;
}

}  // namespace stampede
