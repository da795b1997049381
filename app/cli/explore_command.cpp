// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cstdio>
#include <iostream>
#include <nlohmann/json.hpp>

#include "app/cli/command.h"
#include "core/explore/plain_words.h"
#include "core/explore/race.h"
#include "core/explore/remedies.h"
#include "core/explore/schedule_counts.h"
#include "core/explore/stage_play.h"

namespace stampede {
namespace {

using Json = nlohmann::ordered_json;

/// What came of it, whether executions were counted or orders looked for.
struct Explored {
    RaceResult result{};
    std::uint64_t schedules = 0;
    std::array<std::uint64_t, kPropertyCount> bad{};
    std::uint64_t wide = 0;
    std::vector<Remedy> remedies{};
    Cost cost{};  ///< without any of them
};

// Counting takes the scenario as it is; looking goes through smaller ones first.
Explored explore(const ExploreCommand& command) {
    Explored explored;
    const auto tell = [&command](std::uint64_t states, std::size_t depth) {
        if (command.progress) std::cerr << "\r" << states << " states, " << depth << " steps deep" << std::flush;
        return true;
    };
    if (!command.limits.count_schedules) {
        explored.result = find_race(command.scenario, command.goal, command.limits,
                                    [&](const Scenario&, std::uint64_t states, std::size_t depth) { return tell(states, depth); });
    } else {
        const SearchResult counted = search(command.scenario, command.goal, command.limits, tell);
        for (const Violation& violation : counted.violations) {
            explored.result.races.push_back({violation.breach, {command.scenario, violation.script}});
        }
        explored.result.states = counted.states;
        explored.result.exhausted = counted.exhausted;
        explored.result.bound = counted.bound;
        explored.result.random_schedules = counted.random_schedules;
        explored.result.random_probability = counted.random_probability;
        explored.result.width = counted.width;
        explored.schedules = counted.schedules;
        explored.bad = counted.bad_schedules;
        explored.wide = counted.wide_schedules;
    }
    if (command.progress) std::cerr << "\n";
    if (!command.remedies || explored.result.races.empty()) return explored;
    const Race& race = explored.result.races.front();
    explored.remedies = find_remedies(command.scenario, race.breach, command.limits);
    explored.cost = cost_of(command.scenario.config);
    return explored;
}

std::vector<std::string> because(const Race& race) {
    const auto played = play_on_stage(race.script);
    if (!played) return {};
    return because(*played, race.breach, race.script.scenario.cast());
}

Json bad_schedules(const ExploreCommand& command, const Explored& explored) {
    Json bad = Json::object();
    for (const Property property : kProperties) {
        const bool asked = command.goal.everything() || command.goal.properties.contains(property);
        if (asked) bad[std::string(id_of(property))] = explored.bad[static_cast<std::size_t>(property)];
    }
    const std::uint32_t loads = command.goal.loads;
    if (loads != 0) bad[id_of(Breach(Property::stale_read, loads))] = explored.wide;
    return bad;
}

const char* word_for(Remedy::Result result) {
    return result == Remedy::Result::cures ? "cures" : result == Remedy::Result::breaks ? "breaks" : "unknown";
}

Json cost_json(const Cost& cost) { return {{"cold_read", cost.cold_read}, {"warm_read", cost.warm_read}, {"write", cost.write}}; }

Json remedies_json(const Explored& explored) {
    Json all = Json::array();
    for (const Remedy& remedy : explored.remedies) {
        all.push_back({{"id", remedy.id},
                       {"result", word_for(remedy.result)},
                       {"bound", remedy.bound.empty() ? Json() : Json(remedy.bound)},
                       {"states", remedy.states},
                       {"operations", cost_json(remedy.cost)}});
    }
    return {{"operations_without", cost_json(explored.cost)}, {"tried", all}};
}

Json to_json(const ExploreCommand& command, const Explored& explored) {
    const Scenario& scenario = command.scenario;
    const RaceResult& result = explored.result;
    Json json{{"strategy", scenario.config.strategy}, {"readers", scenario.readers},  {"writers", scenario.writers},
              {"erasers", scenario.erasers},          {"clients", scenario.sessions}, {"states", result.states}};
    if (command.limits.count_schedules) json["schedules"] = explored.schedules;
    json["exhausted"] = result.exhausted;
    json["bound"] = result.bound.empty() ? Json() : Json(result.bound);
    json["random_schedules"] = result.random_schedules;
    json["random_probability"] = result.random_probability;
    json["stampede_width"] = result.width;
    if (command.limits.count_schedules) json["bad_schedules"] = bad_schedules(command, explored);
    Json violations = Json::array();
    for (const Race& race : result.races) {
        violations.push_back({{"property", id_of(race.breach)},
                              {"steps", race.script.choices.size()},
                              {"script", to_text(race.script.choices, race.script.scenario.cast())},
                              {"readers", race.script.scenario.readers},
                              {"writers", race.script.scenario.writers},
                              {"because", because(race)}});
    }
    json["violations"] = violations;
    if (command.remedies) json["remedies"] = remedies_json(explored);
    return json;
}

void print_remedies(const Explored& explored) {
    const auto line = [](const char* name, const Cost& cost, const std::string& what) {
        std::printf("  %-20s cold read %2u, hit %2u, write %2u operations  %s\n", name, cost.cold_read, cost.warm_read, cost.write,
                    what.c_str());
    };
    std::printf("What would cure the first:\n");
    line("(as it is)", explored.cost, "");
    for (const Remedy& remedy : explored.remedies) {
        const bool unknown = remedy.result == Remedy::Result::unknown;
        line(remedy.id.c_str(), remedy.cost, word_for(remedy.result) + (unknown ? ": " + remedy.bound : std::string()));
    }
}

void print(const ExploreCommand& command, const Explored& explored) {
    const RaceResult& result = explored.result;
    std::cout << command.scenario.config.strategy << ", " << in_plain_words(command.scenario) << ": " << result.states << " states";
    if (command.limits.count_schedules) std::cout << ", " << explored.schedules << " schedules";
    std::cout << "\n";
    for (const Race& race : result.races) {
        std::cout << "  " << id_of(race.breach) << ", shortest in " << race.script.choices.size() << " steps of "
                  << in_plain_words(race.script.scenario) << ": " << to_text(race.script.choices, race.script.scenario.cast()) << "\n";
        for (const std::string& sentence : because(race)) std::cout << "    " << sentence << "\n";
    }
    if (result.exhausted && result.races.empty()) std::cout << "  exhausted: no schedule of this scenario breaks it\n";
    if (!result.bound.empty()) std::cout << "  not exhausted: " << result.bound << "\n";
    std::cout << std::flush;
    if (!explored.remedies.empty()) print_remedies(explored);
}

}  // namespace

int explore_command(const ExploreCommand& command) {
    const Explored explored = explore(command);
    const std::vector<Race>& races = explored.result.races;
    if (!command.script_file.empty() && !races.empty()) {
        const auto shortest = std::min_element(
            races.begin(), races.end(), [](const Race& a, const Race& b) { return a.script.choices.size() < b.script.choices.size(); });
        if (auto saved = save_script(command.script_file, shortest->script); !saved) {
            std::cerr << "stampede: " << saved.error() << "\n";
            return kFailed;
        }
    }
    if (command.json) {
        std::cout << to_json(command, explored).dump(2) << "\n";
    } else {
        print(command, explored);
    }
    return kOk;
}

}  // namespace stampede
