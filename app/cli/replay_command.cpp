// SPDX-License-Identifier: GPL-3.0-or-later
#include <cstdio>
#include <iostream>
#include <nlohmann/json.hpp>

#include "app/cli/command.h"
#include "app/composition.h"
#include "core/async/virtual_time_loop.h"
#include "core/explore/plain_words.h"
#include "core/explore/script_player.h"
#include "core/explore/stage_play.h"
#include "core/simulated/simulated_world.h"

namespace stampede {
namespace {

using Json = nlohmann::ordered_json;

int fail(const std::string& sentence) {
    std::cerr << "stampede: " << sentence << "\n";
    return kFailed;
}

tl::expected<Played, std::string> play_simulated(const Script& script) {
    VirtualTimeLoop loop;
    SimulatedWorld world(ScriptPlayer::config_of(script.scenario), loop, loop);
    return ScriptPlayer(loop, world, until_of(loop)).play(script);
}

tl::expected<Played, std::string> play_live(const ReplayCommand& command) {
    auto composed = compose_live(ScriptPlayer::config_of(command.script.scenario), Places{command.data_dir, {}, {}}, {});
    if (!composed) return tl::unexpected(composed.error());
    return ScriptPlayer(*composed->rig.loop, *composed->rig.world, composed->run_until).play(command.script);
}

// Those that show what was broken first.
std::set<std::size_t> marked(const Played& played) {
    return played.findings.empty() ? std::set<std::size_t>{} : steps_that_matter(played, played.findings.front().property);
}

const char* world_name(const ReplayCommand& command) { return command.world == WorldKind::live ? "live" : "simulated"; }

Json to_json(const ReplayCommand& command, const Played& played, const std::optional<std::string>& differs) {
    const Cast cast = command.script.scenario.cast();
    Json json{{"strategy", command.script.scenario.config.strategy}, {"world", world_name(command)}};
    Json steps = Json::array();
    const std::set<std::size_t> matters = marked(played);
    const auto flows = value_flows(played);
    for (std::size_t i = 0; i < played.steps.size(); ++i) {
        const PlayedStep& step = played.steps[i];
        Json one{{"step", i + 1}, {"choice", to_text(step.choice, cast)}, {"scripted", i < played.scripted}};
        if (step.verb != Verb::none) one["verb"] = name_of(step.verb);
        if (step.verb != Verb::none) one["key"] = to_string(step.key);
        one["reply"] = to_text(step, cast);
        one["sentence"] = in_plain_words(step, cast);
        one["matters"] = matters.contains(i);
        one["value_from_step"] = flows[i] ? Json(*flows[i] + 1) : Json();
        steps.push_back(one);
    }
    json["steps"] = steps;
    Json broken = Json::object();
    for (const Property property : kProperties) {
        if (played.verdict.broke(property)) broken[std::string(id_of(property))] = played.verdict.count(property);
    }
    json["broken"] = broken;
    json["findings"] = because(played);
    json["equals_search"] = !differs.has_value();
    json["difference"] = differs ? Json(*differs) : Json();
    return json;
}

void print(const ReplayCommand& command, const Played& played, const std::optional<std::string>& differs) {
    const Cast cast = command.script.scenario.cast();
    std::cout << command.script.scenario.config.strategy << ", on the " << (command.world == WorldKind::live ? "real" : "simulated")
              << " stores\n";
    const std::set<std::size_t> matters = marked(played);
    for (std::size_t i = 0; i < played.steps.size(); ++i) {
        if (i == played.scripted) std::cout << "and then, to the end:\n";
        char number[32];
        std::snprintf(number, sizeof number, "%4zu%c %-4s", i + 1, matters.contains(i) ? '*' : ' ',
                      to_text(played.steps[i].choice, cast).c_str());
        std::cout << number << to_text(played.steps[i], cast) << "\n           " << in_plain_words(played.steps[i], cast) << "\n";
    }
    if (played.findings.empty()) std::cout << "No property was broken.\n";
    const std::vector<std::string> sentences = because(played);
    for (std::size_t i = 0; i < sentences.size(); ++i) std::cout << id_of(played.findings[i].property) << ": " << sentences[i] << "\n";
    if (!matters.empty()) std::cout << "(* what shows it)\n";
    std::cout << (differs ? *differs : "Every reply and the final state are the search's.") << "\n";
}

}  // namespace

int replay_command(const ReplayCommand& command) {
    const auto searched = play_on_stage(command.script);
    if (!searched) return fail(searched.error());
    const auto played = command.world == WorldKind::live ? play_live(command) : play_simulated(command.script);
    if (!played) return fail(played.error());
    const auto differs = difference(*searched, "the search", *played, "the stores", command.script.scenario.cast());
    if (command.json) std::cout << to_json(command, *played, differs).dump(2) << "\n";
    if (!command.json) print(command, *played, differs);
    return differs ? kFailed : kOk;
}

}  // namespace stampede
