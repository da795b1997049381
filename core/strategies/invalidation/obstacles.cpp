// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/strategies/invalidation/obstacles.h"

namespace stampede {
namespace {

constexpr std::string_view kOrder = "when it deletes is all that sets it apart";

bool deletes_first(const StrategyInfo& strategy) {
    return strategy.id == "cache-aside-delete-first" || strategy.id == "cache-aside-double-delete";
}
bool versions_its_keys(const StrategyInfo& strategy) { return strategy.id.starts_with("versioned-keys"); }
bool queues_writes(const StrategyInfo& strategy) { return strategy.id.starts_with("write-behind"); }

}  // namespace

std::string_view never_drops_or_must(const StrategyInfo& strategy) {
    if (strategy.id == "write-around") return "it leaves everything to the TTL already";
    if (versions_its_keys(strategy)) return "moving the version on is all the invalidation that it has";
    return deletes_first(strategy) ? kOrder : "";
}

std::string_view tells_nobody(const StrategyInfo& strategy) {
    return strategy.id == "write-around" ? "its writers tell nobody that they have written" : "";
}

std::string_view commits_elsewhere(const StrategyInfo& strategy) {
    if (queues_writes(strategy)) return "its writes reach the database in batches, without an outbox";
    return deletes_first(strategy) || strategy.id == "versioned-keys-early" ? kOrder : "";
}

std::string_view needs_no_event(const StrategyInfo& strategy) {
    if (queues_writes(strategy)) return "its writers tell of a change before it is committed";
    if (strategy.id == "write-around") return "its writers tell nobody that they have written";
    if (versions_its_keys(strategy)) return "the new version in the key is the event";
    return deletes_first(strategy) ? kOrder : "";
}

}  // namespace stampede
