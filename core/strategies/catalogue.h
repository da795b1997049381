// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "core/model/property.h"
#include "core/strategies/layer.h"
#include "core/strategies/options.h"
#include "core/strategies/path.h"

namespace stampede {

/// One line of the catalogue: what a strategy is called, what it promises, how to make one.
struct StrategyInfo {
    std::string_view id;        ///< as on the command line
    std::string_view name;      ///< as the field says it
    std::string_view promise;   ///< one sentence
    std::string_view read;      ///< the read path, operation by operation
    std::string_view write;     ///< the write path
    std::string_view source;    ///< the file that implements it
    Properties promises{};      ///< what never happens while nothing fails, on any schedule
    bool anti_pattern = false;  ///< in the catalogue because seeing it fail is the lesson
    bool cached = true;         ///< reads look into the cache, so that guards have something to guard
    std::span<const OptionInfo> options{};
    std::unique_ptr<Path> (*make)(const Options&, const Environment&) = nullptr;
};

/// A guard, or a way of invalidation: a layer over any path.
struct LayerInfo {
    std::string_view id;
    std::string_view name;
    std::string_view sentence;  ///< what it does, and what for
    std::string_view source;
    Properties adds{};      ///< what it makes the combination promise ...
    Properties gives_up{};  ///< ... and what with it is promised no longer
    bool anti_pattern = false;
    std::span<const OptionInfo> options{};
    /// Why it makes no sense on a path; "" when it does. nullptr: wherever reads look into the cache.
    std::string_view (*obstacle)(const StrategyInfo&) = nullptr;
    /// nullptr: nothing to add, the path does it already, or `adapt` does.
    std::unique_ptr<Layer> (*make)(const Options&, const Environment&) = nullptr;
    /// Changes what the path and every layer are made with. nullptr: nothing.
    void (*adapt)(const Options&, Environment&) = nullptr;
};

/// Every strategy, in the order in which a learner meets them.
std::span<const StrategyInfo> strategies();
/// Every guard, the outermost first: the order in which they are stacked, whatever the order in which they were chosen.
std::span<const LayerInfo> guards();
/// Every way to tell caches of a change; the first is what paths do by themselves.
std::span<const LayerInfo> invalidations();

/// nullptr when there is none of that name.
const StrategyInfo* find_strategy(std::string_view id);
const LayerInfo* find_guard(std::string_view id);
const LayerInfo* find_invalidation(std::string_view id);

/// "cache-aside, read-through, ...", for sentences.
std::string strategy_ids();
std::string guard_ids();
std::string invalidation_ids();

/// Why the layer cannot stand on this strategy; "" when it can.
std::string_view obstacle(const StrategyInfo& strategy, const LayerInfo& layer);

}  // namespace stampede
