// SPDX-License-Identifier: GPL-3.0-or-later
#include <cstdio>
#include <fstream>
#include <iostream>
#include <nlohmann/json.hpp>

#include "app/cli/command.h"
#include "core/explore/script_file.h"

namespace stampede {
namespace {

using Json = nlohmann::ordered_json;

Json bad_schedules(const ExploreCommand& command, const SearchResult& result) {
    Json bad = Json::object();
    for (const Property property : kProperties) {
        const bool asked = command.wanted == Properties{} || command.wanted.contains(property);
        if (asked) bad[std::string(id_of(property))] = result.bad_schedules[static_cast<std::size_t>(property)];
    }
    return bad;
}

Json to_json(const ExploreCommand& command, const SearchResult& result) {
    const Scenario& scenario = command.scenario;
    const Cast cast = scenario.cast();
    Json json{{"strategy", scenario.config.strategy}, {"readers", scenario.readers},  {"writers", scenario.writers},
              {"erasers", scenario.erasers},          {"clients", scenario.sessions}, {"states", result.states}};
    if (command.limits.count_schedules) json["schedules"] = result.schedules;
    json["exhausted"] = result.exhausted;
    json["bound"] = result.bound.empty() ? Json() : Json(result.bound);
    json["random_schedules"] = result.random_schedules;
    json["random_probability"] = result.random_probability;
    json["stampede_width"] = result.width;
    if (command.limits.count_schedules) json["bad_schedules"] = bad_schedules(command, result);
    Json violations = Json::array();
    for (const Violation& violation : result.violations) {
        violations.push_back(
            {{"property", id_of(violation.property)}, {"steps", violation.script.size()}, {"script", to_text(violation.script, cast)}});
    }
    json["violations"] = violations;
    return json;
}

void print(const ExploreCommand& command, const SearchResult& result) {
    const Scenario& scenario = command.scenario;
    const Cast cast = scenario.cast();
    std::cout << scenario.config.strategy << ", " << scenario.readers << " readers, " << scenario.writers << " writers, "
              << scenario.erasers << " erasers: " << result.states << " states";
    if (command.limits.count_schedules) std::cout << ", " << result.schedules << " schedules";
    std::cout << "\n";
    for (const Violation& violation : result.violations) {
        std::cout << "  " << id_of(violation.property) << ", shortest in " << violation.script.size()
                  << " steps: " << to_text(violation.script, cast) << "\n";
    }
    if (result.exhausted && result.violations.empty()) std::cout << "  exhausted: no schedule of this scenario breaks it\n";
    if (!result.bound.empty()) std::cout << "  not exhausted: " << result.bound << "\n";
}

}  // namespace

int explore_command(const ExploreCommand& command) {
    SearchProgress progress;
    if (command.progress) {
        progress = [](std::uint64_t states, std::size_t depth) {
            std::cerr << "\r" << states << " states, " << depth << " steps deep" << std::flush;
            return true;
        };
    }
    const SearchResult result = search(command.scenario, command.wanted, command.limits, progress);
    if (command.progress) std::cerr << "\n";
    if (!command.script_file.empty() && !result.violations.empty()) {
        if (auto saved = save_script(command.script_file, {command.scenario, result.violations.front().script}); !saved) {
            std::cerr << "stampede: " << saved.error() << "\n";
            return kFailed;
        }
    }
    if (command.json) {
        std::cout << to_json(command, result).dump(2) << "\n";
    } else {
        print(command, result);
    }
    return kOk;
}

}  // namespace stampede
