// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/strategies/catalogue.h"

namespace stampede {
namespace {

template <class Info>
const Info* find(std::span<const Info> all, std::string_view id) {
    for (const Info& info : all) {
        if (info.id == id) return &info;
    }
    return nullptr;
}

template <class Info>
std::string ids_of(std::span<const Info> all) {
    std::string ids;
    for (const Info& info : all) {
        if (!ids.empty()) ids += ", ";
        ids += info.id;
    }
    return ids;
}

}  // namespace

const StrategyInfo* find_strategy(std::string_view id) { return find(strategies(), id); }
const LayerInfo* find_guard(std::string_view id) { return find(guards(), id); }
const LayerInfo* find_invalidation(std::string_view id) { return find(invalidations(), id); }

std::string strategy_ids() { return ids_of(strategies()); }
std::string guard_ids() { return ids_of(guards()); }
std::string invalidation_ids() { return ids_of(invalidations()); }

std::string_view obstacle(const StrategyInfo& strategy, const LayerInfo& layer) {
    if (!strategy.cached) return "its reads never look into a cache";
    return layer.obstacle == nullptr ? std::string_view{} : layer.obstacle(strategy);
}

}  // namespace stampede
