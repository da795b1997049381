// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <tl/expected.hpp>
#include <vector>

#include "app/cli/combination_options.h"
#include "app/cli/command.h"

namespace stampede {

/// The options of `explore` as they were typed; `to_command` checks them.
class ExploreOptions {
   public:
    void declare(CLI::App& command);

    /// One sentence that names the option and what it takes.
    tl::expected<ExploreCommand, std::string> to_command() const;

   private:
    CombinationOptions combination_;
    std::uint32_t readers_ = 1;
    std::uint32_t writers_ = 1;
    std::uint32_t erasers_ = 0;
    std::uint32_t keys_ = 1;
    std::uint32_t instances_ = 1;
    std::uint32_t crashes_ = 0;
    std::uint32_t expiries_ = 0;
    std::uint32_t lost_ = 0;
    std::uint64_t max_states_ = 20'000'000;
    double max_memory_ = 2048;
    std::vector<std::string> sessions_;
    std::vector<std::string> properties_;
    std::string script_;
    bool warm_ = false;
    bool count_ = false;
    bool remedies_ = false;
    bool json_ = false;
    bool progress_ = false;
};

}  // namespace stampede
