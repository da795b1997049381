// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <charconv>
#include <cstdio>

#include "core/strategies/combination.h"

namespace stampede {
namespace {

using Checked = tl::expected<void, std::string>;
using Failure = tl::unexpected<std::string>;

std::string quoted(std::string_view text) { return "'" + std::string(text) + "'"; }

std::string number(double value) {
    char text[32];
    std::snprintf(text, sizeof text, "%g", value);
    return text;
}

std::string with_unit(double value, Unit unit) {
    const std::string_view name = name_of(unit);
    return number(value) + (name.empty() ? "" : " ") + std::string(name);
}

Checked check_options(std::string_view part, std::span<const OptionInfo> declared, std::span<const std::pair<std::string, double>> chosen) {
    for (const auto& [id, value] : chosen) {
        const auto info = std::find_if(declared.begin(), declared.end(), [&id = id](const OptionInfo& option) { return option.id == id; });
        if (info == declared.end()) {
            std::string known;
            for (const OptionInfo& option : declared) known += (known.empty() ? "" : ", ") + std::string(option.id);
            return Failure(std::string(part) + " has no option " + quoted(id) + (known.empty() ? "; it has none" : "; it has " + known));
        }
        if (!(value >= info->low && value <= info->high)) {
            return Failure(std::string(part) + ": " + id + " takes " + number(info->low) + " to " + with_unit(info->high, info->unit) +
                           ", not " + number(value));
        }
    }
    return {};
}

Checked check_layer(const StrategyInfo& strategy, const Choice& choice, const LayerInfo* layer, const std::string& unknown) {
    if (layer == nullptr) return Failure(unknown);
    if (const auto why = obstacle(strategy, *layer); !why.empty()) {
        return Failure(std::string(layer->id) + " cannot be used with " + std::string(strategy.id) + ": " + std::string(why));
    }
    return check_options(layer->id, layer->options, choice.options);
}

}  // namespace

tl::expected<Choice, std::string> parse_choice(const std::string& text) {
    const std::size_t colon = text.find(':');
    Choice choice{text.substr(0, colon)};
    const Failure malformed("'" + text + "' is not understood; write name:option=number,option=number");
    std::size_t at = colon;
    while (at != std::string::npos) {
        const std::size_t end = text.find(',', at + 1);
        const std::string item = text.substr(at + 1, end == std::string::npos ? end : end - at - 1);
        const std::size_t equals = item.find('=');
        if (equals == std::string::npos || equals == 0) return malformed;
        double value = 0;
        const char* first = item.data() + equals + 1;
        const char* last = item.data() + item.size();
        const auto [stop, error] = std::from_chars(first, last, value);
        if (error != std::errc{} || stop != last) return malformed;
        choice.options.emplace_back(item.substr(0, equals), value);
        at = end;
    }
    return choice;
}

Checked check(const RunConfig& config) {
    const StrategyInfo* strategy = find_strategy(config.strategy);
    if (strategy == nullptr) return Failure("unknown strategy " + quoted(config.strategy) + "; there are " + strategy_ids());
    if (auto ok = check_options(strategy->id, strategy->options, config.options); !ok) return ok;
    for (const Choice& guard : config.guards) {
        const std::string unknown = "unknown guard " + quoted(guard.id) + "; there are " + guard_ids();
        if (auto ok = check_layer(*strategy, guard, find_guard(guard.id), unknown); !ok) return ok;
    }
    const auto chosen = [&config](std::string_view id) {
        return std::any_of(config.guards.begin(), config.guards.end(), [id](const Choice& guard) { return guard.id == id; });
    };
    // Whoever held the one would wait for himself at the other.
    if (chosen("mutex") && chosen("mutex-unsafe")) return Failure("mutex cannot be used with mutex-unsafe: they use the same lock");
    if (config.invalidation.id.empty()) return {};
    const std::string unknown = "unknown invalidation " + quoted(config.invalidation.id) + "; there are " + invalidation_ids();
    return check_layer(*strategy, config.invalidation, find_invalidation(config.invalidation.id), unknown);
}

Properties promises(const RunConfig& config) {
    Properties kept = find_strategy(config.strategy)->promises;
    const auto apply = [&kept](const LayerInfo* layer) {
        if (layer != nullptr) kept = kept.with(layer->adds);
    };
    for (const Choice& guard : config.guards) apply(find_guard(guard.id));
    apply(find_invalidation(config.invalidation.id));
    for (const Choice& guard : config.guards) {
        if (const LayerInfo* layer = find_guard(guard.id)) kept = kept.without(layer->gives_up);
    }
    if (const LayerInfo* layer = find_invalidation(config.invalidation.id)) kept = kept.without(layer->gives_up);
    return kept;
}

}  // namespace stampede
