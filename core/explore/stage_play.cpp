// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/explore/stage_play.h"

#include <algorithm>

#include "core/explore/play_recorder.h"
#include "core/explore/stage.h"

namespace stampede {
namespace {

std::vector<std::uint8_t> movable(const std::vector<ExploreChoice>& choices) {
    std::vector<std::uint8_t> actors;
    for (const ExploreChoice choice : choices) {
        if (choice.move == Move::step) actors.push_back(choice.actor);
    }
    return actors;
}

}  // namespace

std::string step_text(std::size_t index, ExploreChoice choice, const Cast& cast) {
    return "Step " + std::to_string(index + 1) + " (" + to_text(choice, cast) + "): ";
}

tl::expected<Played, std::string> play_on_stage(const Script& script) {
    PlayRecorder recorder(script.scenario);
    Stage stage(script.scenario, &recorder);
    std::vector<ExploreChoice> choices;
    for (std::size_t index = 0;; ++index) {
        const bool scripted = index < script.choices.size();
        stage.choices(choices);
        if (!scripted && choices.empty()) break;
        const ExploreChoice choice = scripted ? script.choices[index] : choices.front();
        if (std::find(choices.begin(), choices.end(), choice) == choices.end()) {
            return tl::unexpected(step_text(index, choice, script.scenario.cast()) + "this cannot happen here.");
        }
        recorder.begin_step(choice, movable(choices));
        stage.perform(choice);
        recorder.end_step();
    }
    Played played = recorder.finish();
    played.scripted = script.choices.size();
    played.entries = recorder.entries();
    played.rows = recorder.rows();
    return played;
}

}  // namespace stampede
