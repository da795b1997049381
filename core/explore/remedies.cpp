// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/explore/remedies.h"

#include <algorithm>
#include <tuple>

#include "core/explore/stage_play.h"
#include "core/strategies/combination.h"

namespace stampede {
namespace {

std::uint32_t operations(const RunConfig& config, const char* client, bool warm) {
    Script script;
    script.scenario.config = config;
    script.scenario.readers = script.scenario.writers = 0;
    script.scenario.sessions = {client};
    script.scenario.warm = warm;
    const auto played = play_on_stage(script);
    if (!played) return 0;
    const auto asks = [](const PlayedStep& step) { return step.verb != Verb::none; };
    return static_cast<std::uint32_t>(std::count_if(played->steps.begin(), played->steps.end(), asks));
}

// The scenario's combination with one thing more, where that makes sense.
std::vector<Remedy> candidates(const RunConfig& config) {
    std::vector<Remedy> all;
    const auto add = [&](std::string_view id, RunConfig changed) {
        if (check(changed)) all.push_back({std::string(id), std::move(changed), Remedy::Result::unknown, {}, 0, {}});
    };
    for (const LayerInfo& guard : guards()) {
        const auto same = [&](const Choice& choice) { return choice.id == guard.id; };
        if (guard.anti_pattern || std::any_of(config.guards.begin(), config.guards.end(), same)) continue;
        RunConfig changed = config;
        changed.guards.push_back(Choice{std::string(guard.id)});
        add(guard.id, std::move(changed));
    }
    for (const LayerInfo& invalidation : invalidations()) {
        if (invalidation.anti_pattern || config.invalidation.id == invalidation.id || &invalidation == invalidations().data()) continue;
        RunConfig changed = config;
        changed.invalidation = Choice{std::string(invalidation.id)};
        add(invalidation.id, std::move(changed));
    }
    return all;
}

}  // namespace

Cost cost_of(const RunConfig& config) {
    // The first hit may still have to make the instance's own copy.
    const std::uint32_t first = operations(config, "R", true);
    return {operations(config, "R", false), operations(config, "RR", true) - first, operations(config, "W", true)};
}

std::vector<Remedy> find_remedies(const Scenario& scenario, const Breach& breach, const SearchLimits& limits,
                                  const RemedyProgress& progress) {
    std::vector<Remedy> all = candidates(scenario.config);
    bool cancelled = false;
    for (std::size_t i = 0; i < all.size(); ++i) {
        Remedy& remedy = all[i];
        remedy.bound = "cancelled";
        if (!cancelled && progress) cancelled = !progress(remedy.id, i + 1, all.size());
        if (cancelled) continue;
        Scenario guarded = scenario;
        guarded.config = remedy.config;
        const SearchProgress go_on = [&](std::uint64_t, std::size_t) {
            if (progress) cancelled = cancelled || !progress(remedy.id, i + 1, all.size());
            return !cancelled;
        };
        const SearchResult result = search(guarded, Goal(breach), limits, go_on);
        remedy.states = result.states;
        remedy.bound = result.bound;
        if (result.exhausted) remedy.result = Remedy::Result::cures;
        if (!result.violations.empty()) remedy.result = Remedy::Result::breaks;
        remedy.cost = cost_of(remedy.config);
    }
    std::stable_sort(all.begin(), all.end(), [](const Remedy& a, const Remedy& b) {
        const auto rank = [](const Remedy& remedy) {
            return std::tuple(remedy.result, remedy.cost.warm_read, remedy.cost.write, remedy.cost.cold_read);
        };
        return rank(a) < rank(b);
    });
    return all;
}

}  // namespace stampede
