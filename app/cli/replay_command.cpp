// SPDX-License-Identifier: GPL-3.0-or-later
#include <cctype>
#include <cstdio>
#include <iostream>
#include <nlohmann/json.hpp>

#include "app/cli/command.h"
#include "app/composition.h"
#include "core/async/virtual_time_loop.h"
#include "core/explore/script_player.h"
#include "core/explore/stage_play.h"
#include "core/oracle/in_words.h"
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
    const auto until = [&loop](const std::function<bool()>& condition) {
        while (!condition() && loop.run_one()) {
        }
        return condition();
    };
    return ScriptPlayer(loop, world, until).play(script);
}

tl::expected<Played, std::string> play_live(const ReplayCommand& command) {
    auto composed = compose_live(ScriptPlayer::config_of(command.script.scenario), Places{command.data_dir, {}, {}}, {});
    if (!composed) return tl::unexpected(composed.error());
    return ScriptPlayer(*composed->rig.loop, *composed->rig.world, composed->run_until).play(command.script);
}

// Sentences of the oracle name requests by their numbers in the journal; the script's names are the reader's.
std::string in_script_words(const std::string& sentence, const Played& played) {
    std::string text;
    for (std::size_t at = 0; at < sentence.size();) {
        const bool letter = sentence[at] == 'R' || sentence[at] == 'W';
        const bool begins = at == 0 || std::isalnum(static_cast<unsigned char>(sentence[at - 1])) == 0;
        std::size_t end = at + 1;
        while (end < sentence.size() && std::isdigit(static_cast<unsigned char>(sentence[end])) != 0) ++end;
        const std::size_t request =
            letter && begins && end > at + 1 && end < at + 9 ? std::stoul(sentence.substr(at + 1, end - at - 1)) : 0;
        const bool known = request != 0 && request < played.requests.size() && !played.requests[request].empty();
        text += known ? played.requests[request] : sentence.substr(at, 1);
        at = known ? end : at + 1;
    }
    return text;
}

const char* world_name(const ReplayCommand& command) { return command.world == WorldKind::live ? "live" : "simulated"; }

Json to_json(const ReplayCommand& command, const Played& played, const std::optional<std::string>& differs) {
    const Cast cast = command.script.scenario.cast();
    Json json{{"strategy", command.script.scenario.config.strategy}, {"world", world_name(command)}};
    Json steps = Json::array();
    for (std::size_t i = 0; i < played.steps.size(); ++i) {
        const PlayedStep& step = played.steps[i];
        Json one{{"step", i + 1}, {"choice", to_text(step.choice, cast)}, {"scripted", i < played.scripted}};
        if (step.verb != Verb::none) one["verb"] = name_of(step.verb);
        if (step.verb != Verb::none) one["key"] = to_string(step.key);
        one["reply"] = to_text(step, cast);
        steps.push_back(one);
    }
    json["steps"] = steps;
    Json broken = Json::object();
    for (const Property property : kProperties) {
        if (played.verdict.broke(property)) broken[std::string(id_of(property))] = played.verdict.count(property);
    }
    json["broken"] = broken;
    Json findings = Json::array();
    for (const Finding& finding : played.findings) findings.push_back(in_script_words(in_words(finding), played));
    json["findings"] = findings;
    json["equals_search"] = !differs.has_value();
    json["difference"] = differs ? Json(*differs) : Json();
    return json;
}

void print(const ReplayCommand& command, const Played& played, const std::optional<std::string>& differs) {
    const Cast cast = command.script.scenario.cast();
    std::cout << command.script.scenario.config.strategy << ", on the " << (command.world == WorldKind::live ? "real" : "simulated")
              << " stores\n";
    for (std::size_t i = 0; i < played.steps.size(); ++i) {
        if (i == played.scripted) std::cout << "and then, to the end:\n";
        char number[32];
        std::snprintf(number, sizeof number, "%4zu  %-4s", i + 1, to_text(played.steps[i].choice, cast).c_str());
        std::cout << number << to_text(played.steps[i], cast) << "\n";
    }
    if (played.findings.empty()) std::cout << "No property was broken.\n";
    for (const Finding& finding : played.findings) {
        std::cout << id_of(finding.property) << ": " << in_script_words(in_words(finding), played) << "\n";
    }
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
