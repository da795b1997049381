// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/combination_options.h"

#include "core/strategies/combination.h"

namespace stampede {

using Failure = tl::unexpected<std::string>;

void CombinationOptions::declare(CLI::App& command, bool strategy_needed) {
    command.add_option("--strategy", strategy_, "strategy id, see `stampede strategies`")->required(strategy_needed);
    command.add_option("--option", options_, "option=number of the strategy; may be repeated");
    command.add_option("--guard", guards_, "guard id, or id:option=number,...; may be repeated");
    command.add_option("--invalidation", invalidation_, "invalidation id, or id:option=number,...");
}

tl::expected<void, std::string> CombinationOptions::apply(RunConfig& config) const {
    if (!strategy_.empty()) {
        config.strategy = strategy_;
        config.options.clear();
    }
    if (!guards_.empty()) config.guards.clear();
    for (const std::string& option : options_) {
        auto choice = parse_choice(config.strategy + ":" + option);
        if (!choice) return Failure("--option takes name=number, not '" + option + "'");
        config.options.insert(config.options.end(), choice->options.begin(), choice->options.end());
    }
    for (const std::string& guard : guards_) {
        auto choice = parse_choice(guard);
        if (!choice) return Failure(choice.error());
        config.guards.push_back(std::move(*choice));
    }
    if (!invalidation_.empty()) {
        auto choice = parse_choice(invalidation_);
        if (!choice) return Failure(choice.error());
        config.invalidation = std::move(*choice);
    }
    return check(config);
}

}  // namespace stampede
