// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/strategies/guards/obstacles.h"

#include <algorithm>
#include <array>

namespace stampede {

std::string_view nobody_clears_absence(const StrategyInfo& strategy) {
    return strategy.id == "write-around" ? "its writes do not touch the cache, so a new row would stay unseen" : "";
}

std::string_view writes_pass_by(const StrategyInfo& strategy) {
    return strategy.id.starts_with("write-behind") ? "its writes reach the database in batches, past the filter" : "";
}

std::string_view refreshes_itself(const StrategyInfo& strategy) {
    return strategy.id == "refresh-ahead" ? "it refreshes entries before they expire itself" : "";
}

std::string_view leases_not_voided(const StrategyInfo& strategy) {
    static constexpr std::array<std::string_view, 3> deleting{"cache-aside", "read-through", "refresh-ahead"};
    if (std::find(deleting.begin(), deleting.end(), strategy.id) != deleting.end()) return "";
    if (strategy.id.starts_with("versioned")) return "its versions already keep old values out";
    if (strategy.id.starts_with("cache-aside"))
        return "it deletes before it commits: a lease handed out in between lets the old row back in";
    return "its writers do not delete the entry, and only a delete voids a lease";
}

std::string_view fills_conditionally(const StrategyInfo& strategy) {
    return strategy.id.starts_with("versioned") ? "its versions already keep old values out" : "";
}

}  // namespace stampede
