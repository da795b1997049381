// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lanes/diagram_of_play.h"

#include <QCoreApplication>
#include <algorithm>
#include <map>

#include "core/explore/plain_words.h"
#include "ui/model/format.h"

namespace stampede::ui {
namespace {

class Words {
    Q_DECLARE_TR_FUNCTIONS(DiagramOfPlay)
};

bool ofActor(Move move) { return move == Move::step || move == Move::lose_request || move == Move::lose_reply; }

DiagramLane laneOf(std::uint8_t actor, const Scenario& scenario) {
    DiagramLane lane;
    lane.name = fromCore(to_text(ExploreChoice{Move::step, actor}, scenario.cast()));
    lane.background = actor >= scenario.clients();
    if (lane.background) {
        lane.sentence = Words::tr("beside the requests");
        return lane;
    }
    const std::string program = scenario.program(actor);
    const QString key = keyText(scenario.key(actor));
    lane.kind = program.front() == 'R' ? RequestKind::read : program.front() == 'D' ? RequestKind::erase : RequestKind::write;
    const QString does = program.size() > 1                ? Words::tr("%1 on %2").arg(fromCore(program), key)
                         : lane.kind == RequestKind::read  ? Words::tr("reads %1").arg(key)
                         : lane.kind == RequestKind::erase ? Words::tr("erases %1").arg(key)
                                                           : Words::tr("writes %1").arg(key);
    lane.sentence = does;
    return lane;
}

QString verbOf(const PlayedStep& step) {
    switch (step.choice.move) {
        case Move::expire: return Words::tr("expires");
        case Move::expire_lock: return Words::tr("lock expires");
        case Move::crash: return Words::tr("crash");
        case Move::deliver: return Words::tr("message");
        case Move::lose_request: return Words::tr("%1 lost").arg(verbText(step.verb));
        default: return step.verb == Verb::none ? Words::tr("goes on") : verbText(step.verb);
    }
}

// What stands behind the colon of the step's text: "miss", "W1's v2".
QString resultOf(const PlayedStep& step, const Cast& cast) {
    switch (step.choice.move) {
        case Move::expire:
        case Move::expire_lock: return Words::tr("row %1").arg(step.choice.actor + 1);
        case Move::crash:
        case Move::deliver: return Words::tr("instance %1").arg(step.choice.actor + 1);
        default: break;
    }
    const QString text = fromCore(to_text(step, cast));
    return step.verb == Verb::none ? QString() : text.section(QStringLiteral(": "), 1);
}

}  // namespace

LaneDiagram diagramOf(const Played& played, const Scenario& scenario, std::optional<Breach> broken) {
    LaneDiagram diagram;
    const std::size_t count = std::min(played.scripted, played.steps.size());
    std::map<std::uint8_t, int> lanes;
    for (std::size_t i = 0; i < count; ++i) {
        if (ofActor(played.steps[i].choice.move)) lanes[played.steps[i].choice.actor] = 0;
    }
    for (auto& [actor, lane] : lanes) {
        lane = static_cast<int>(diagram.lanes.size());
        diagram.lanes.push_back(laneOf(actor, scenario));
    }
    const bool marks = broken && broken->loads == 0;
    const std::set<std::size_t> matters = marks ? steps_that_matter(played, broken->property) : std::set<std::size_t>{};
    const auto flows = value_flows(played);
    for (std::size_t i = 0; i < count; ++i) {
        const PlayedStep& step = played.steps[i];
        const bool actor = ofActor(step.choice.move);
        diagram.steps.push_back({actor ? lanes[step.choice.actor] : DiagramStep::kEverybody, verbOf(step), resultOf(step, scenario.cast()),
                                 fromCore(in_plain_words(step, scenario.cast())), component_of(step.verb), 0, matters.contains(i)});
        if (flows[i] && diagram.steps[*flows[i]].lane != diagram.steps[i].lane) diagram.arrows.push_back({*flows[i], i});
    }
    return diagram;
}

}  // namespace stampede::ui
