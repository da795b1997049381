// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/explore/script_file.h"

#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "core/strategies/combination.h"

namespace stampede {
namespace {

using Json = nlohmann::ordered_json;
using Failure = tl::unexpected<std::string>;

Json choice_json(const Choice& choice) {
    Json options = Json::object();
    for (const auto& [id, value] : choice.options) options[id] = value;
    return {{"id", choice.id}, {"options", options}};
}

Choice choice_from(const Json& json) {
    Choice choice{json.at("id").get<std::string>()};
    if (!json.contains("options")) return choice;
    for (const auto& [id, value] : json.at("options").items()) choice.options.emplace_back(id, value.get<double>());
    return choice;
}

std::uint32_t number(const Json& json, const char* field, std::uint32_t otherwise, std::uint32_t most) {
    const std::uint32_t value = json.value(field, otherwise);
    if (value > most) throw std::out_of_range(std::string(field) + " is at most " + std::to_string(most));
    return value;
}

Script script_from(const Json& json) {
    Script script;
    Scenario& scenario = script.scenario;
    scenario.config.strategy = json.at("strategy").get<std::string>();
    for (const Json& guard : json.value("guards", Json::array())) scenario.config.guards.push_back(choice_from(guard));
    if (json.contains("invalidation")) scenario.config.invalidation = choice_from(json.at("invalidation"));
    const Json options = json.value("options", Json::object());  // named: items() keeps a reference
    for (const auto& [id, value] : options.items()) {
        scenario.config.options.emplace_back(id, value.get<double>());
    }
    scenario.config.instances = number(json, "instances", 1, 4);
    scenario.readers = number(json, "readers", 1, 8);
    scenario.writers = number(json, "writers", 1, 8);
    scenario.erasers = number(json, "erasers", 0, 8);
    scenario.sessions = json.value("clients", std::vector<std::string>{});
    scenario.keys = number(json, "keys", 1, 4);
    scenario.warm = json.value("warm", false);
    scenario.crashes = number(json, "crashes", 0, 4);
    scenario.expiries = number(json, "expiries", 0, 8);
    scenario.lost = number(json, "lost", 0, 8);
    std::istringstream words(json.at("script").get<std::string>());
    for (std::string word; words >> word;) {
        const auto choice = parse_choice_of_actor(word, scenario.cast());
        if (!choice) throw std::invalid_argument("the step '" + word + "' names nobody of this scenario");
        script.choices.push_back(*choice);
    }
    return script;
}

}  // namespace

std::string script_json(const Script& script) {
    const Scenario& scenario = script.scenario;
    Json json{{"stampede_script", 1}, {"strategy", scenario.config.strategy}};
    Json options = Json::object();
    for (const auto& [id, value] : scenario.config.options) options[id] = value;
    if (!options.empty()) json["options"] = options;
    json["guards"] = Json::array();
    for (const Choice& guard : scenario.config.guards) json["guards"].push_back(choice_json(guard));
    if (!scenario.config.invalidation.id.empty()) json["invalidation"] = choice_json(scenario.config.invalidation);
    json["instances"] = scenario.config.instances;
    json["readers"] = scenario.readers;
    json["writers"] = scenario.writers;
    json["erasers"] = scenario.erasers;
    if (!scenario.sessions.empty()) json["clients"] = scenario.sessions;
    json["keys"] = scenario.keys;
    json["warm"] = scenario.warm;
    json["crashes"] = scenario.crashes;
    json["expiries"] = scenario.expiries;
    json["lost"] = scenario.lost;
    json["script"] = to_text(script.choices, scenario.cast());
    return json.dump(2);
}

tl::expected<Script, std::string> parse_script(const std::string& text) {
    try {
        const Json json = Json::parse(text);
        if (json.value("stampede_script", 0) != 1) return Failure("this is not a script of Stampede; `explore --script FILE` writes one");
        Script script = script_from(json);
        if (const std::string why = obstacle(script.scenario); !why.empty()) return Failure(why);
        if (auto ok = check(script.scenario.config); !ok) return Failure(ok.error());
        return script;
    } catch (const std::exception& error) {
        return Failure("the script is not understood: " + std::string(error.what()));
    }
}

tl::expected<void, std::string> save_script(const std::filesystem::path& file, const Script& script) {
    std::ofstream out(file);
    out << script_json(script) << "\n";
    out.close();
    if (out) return {};
    return Failure("the script cannot be written to '" + file.string() + "'; choose a folder that you may write to");
}

tl::expected<Script, std::string> load_script(const std::filesystem::path& file) {
    std::ifstream in(file);
    if (!in) return Failure("the script '" + file.string() + "' cannot be read; check its name");
    std::ostringstream text;
    text << in.rdbuf();
    return parse_script(text.str());
}

}  // namespace stampede
