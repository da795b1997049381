// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <string>
#include <tl/expected.hpp>
#include <vector>

#include "core/model/run_config.h"

namespace stampede {

/// The options that choose a strategy, its guards and its way of invalidation, as they were typed.
class CombinationOptions {
   public:
    /// `strategy_needed`: something else could name the strategy.
    void declare(CLI::App& command, bool strategy_needed = true);

    /// One sentence that names the part, the option and its range.
    tl::expected<void, std::string> apply(RunConfig& config) const;

    bool names_strategy() const { return !strategy_.empty(); }

   private:
    std::string strategy_;
    std::vector<std::string> options_;
    std::vector<std::string> guards_;
    std::string invalidation_;
};

}  // namespace stampede
