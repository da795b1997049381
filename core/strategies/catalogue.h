// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "core/strategies/strategy.h"

namespace stampede {

/// One line of the catalogue: what a strategy is called, what it promises, how to make one.
struct StrategyInfo {
    std::string_view id;       ///< as on the command line
    std::string_view name;     ///< as the field says it
    std::string_view promise;  ///< one sentence
    std::string_view read;     ///< the read path, operation by operation
    std::string_view write;    ///< the write path
    std::string_view source;   ///< the file that implements it
    std::unique_ptr<Strategy> (*make)(const Environment&);
};

/// Every strategy, in the order in which a learner meets them.
std::span<const StrategyInfo> strategies();

/// nullptr when there is none of that name.
const StrategyInfo* find_strategy(std::string_view id);

/// "cache-aside, read-through, ...", for sentences.
std::string strategy_ids();

}  // namespace stampede
