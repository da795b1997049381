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
    void declare(CLI::App& command);

    /// One sentence that names the part, the option and its range.
    tl::expected<void, std::string> apply(RunConfig& config) const;

   private:
    std::string strategy_;
    std::vector<std::string> options_;
    std::vector<std::string> guards_;
    std::string invalidation_;
};

}  // namespace stampede
