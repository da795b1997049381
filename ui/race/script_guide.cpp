// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/race/script_guide.h"

#include "core/explore/stage_play.h"
#include "ui/lanes/diagram_of_play.h"
#include "ui/model/format.h"

namespace stampede::ui {

tl::expected<ScriptGuide, std::string> ScriptGuide::of(const Script& script) {
    const auto played = play_on_stage(script);
    if (!played) return tl::unexpected(played.error());
    auto steps = steps_of(script);
    if (!steps) return tl::unexpected(steps.error());
    ScriptGuide guide;
    guide.script_ = script;
    guide.steps_ = std::move(*steps);
    std::optional<Breach> broken;
    if (!played->findings.empty()) broken = played->findings.front().property;
    guide.diagram_ = diagramOf(*played, script.scenario, broken);
    return guide;
}

ScriptGuide::Place ScriptGuide::place(const BranchMap& map) const {
    Place place;
    place.names.resize(diagram_.lanes.size());
    const std::vector<BranchMap::Id> path = map.path(map.current);
    for (const BranchMap::Id id : path) {
        if (place.steps >= steps_.steps.size() || !same(steps_.steps[place.steps].step, map.nodes[id].step)) break;
        const std::string differs = difference(steps_.steps[place.steps].traces, traces_of(*map.nodes[id].events));
        if (!differs.empty() && !place.differs) place.differs = fromCore(differs);
        name(place.names, steps_.steps[place.steps].choice, *map.nodes[id].events);
        ++place.steps;
        place.last = id;
    }
    place.on_script = place.steps == path.size();
    while (place.choices < script_.choices.size() && steps_.end_of(place.choices) <= place.steps) ++place.choices;
    return place;
}

// Requests have numbers of their own in the lab.
void ScriptGuide::name(std::vector<QString>& names, std::size_t choice, const std::vector<Event>& events) const {
    if (choice >= diagram_.steps.size() || diagram_.steps[choice].lane == DiagramStep::kEverybody) return;
    for (const Event& event : events) {
        if (event.type != EventType::request_begun) continue;
        names[static_cast<std::size_t>(diagram_.steps[choice].lane)] = requestLabel(event.kind, event.request);
    }
}

std::vector<StoryStep> ScriptGuide::next(const Place& place) const {
    std::vector<StoryStep> next;
    if (place.choices >= script_.choices.size()) return next;
    for (std::size_t i = place.steps; i < steps_.end_of(place.choices); ++i) next.push_back(steps_.steps[i].step);
    return next;
}

std::vector<StoryStep> ScriptGuide::before() const {
    std::vector<StoryStep> before;
    for (const ScriptSteps::Step& step : steps_.steps) {
        if (step.choice == ScriptSteps::kBefore) before.push_back(step.step);
    }
    return before;
}

}  // namespace stampede::ui
