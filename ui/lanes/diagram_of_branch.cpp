// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lanes/diagram_of_branch.h"

#include <QCoreApplication>
#include <algorithm>
#include <map>

#include "core/oracle/consistency.h"
#include "ui/model/format.h"

namespace stampede::ui {
namespace {

class Words {
    Q_DECLARE_TR_FUNCTIONS(DiagramOfBranch)
};

// What expires has an event, and so a column, of its own.
bool expires(FaultKind fault) { return fault == FaultKind::expire_key || fault == FaultKind::expire_all; }

class Builder {
   public:
    LaneDiagram build(const BranchMap& map, BranchMap::Id node) {
        const std::vector<Event> all = eventsOf(map, node);
        several_ = std::any_of(all.begin(), all.end(), [](const Event& event) { return event.instance > 0; });
        add(*map.nodes.front().events, 0);
        for (const BranchMap::Id id : map.path(node)) add(*map.nodes[id].events, id);
        mark();
        return std::move(diagram_);
    }

   private:
    struct Origin {
        Value value{};
        std::size_t step = 0;
    };

    void add(const std::vector<Event>& events, BranchMap::Id node) {
        node_ = node;
        for (const Event& event : events) {
            checker_.apply(event);
            operations_.push_back(event.operation);
            apply(event);
        }
    }

    void apply(const Event& event) {
        switch (event.type) {
            case EventType::request_begun: return begin(event);
            case EventType::replied:
                if (!rests(event.verb)) reply(event);
                return;
            case EventType::fault_injected:
                if (!expires(event.fault)) everybody(Words::tr("fault"), faultOf(event));
                return;
            case EventType::fault_healed: return everybody(Words::tr("healed"), faultOf(event));
            case EventType::expired: return everybody(Words::tr("expires"), keyText(event.key));
            case EventType::evicted: return everybody(Words::tr("evicted"), keyText(event.key));
            default: return;
        }
    }

    // Which instance, where there are several.
    QString where(const QString& text, InstanceId instance) const {
        return several_ ? Words::tr("%1, instance %2").arg(text).arg(instance + 1) : text;
    }

    QString faultOf(const Event& event) const {
        return event.fault == FaultKind::app_crash ? where(faultText(event.fault), event.instance) : faultText(event.fault);
    }

    void begin(const Event& event) {
        DiagramLane lane;
        lane.name = requestLabel(event.kind, event.request);
        lane.kind = event.kind;
        lane.sentence = where(QStringLiteral("%1 %2").arg(requestKindText(event.kind), keyText(event.key)), event.instance);
        lanes_[event.request] = static_cast<int>(diagram_.lanes.size());
        diagram_.lanes.push_back(lane);
    }

    int laneOf(const Event& event) {
        const auto known = lanes_.find(event.request);
        if (known != lanes_.end()) return known->second;
        const auto [worker, added] = workers_.try_emplace(event.instance, static_cast<int>(diagram_.lanes.size()));
        if (!added) return worker->second;
        DiagramLane lane;
        lane.name = workerText();
        lane.sentence = where(Words::tr("beside the requests"), event.instance);
        lane.background = true;
        diagram_.lanes.push_back(lane);
        return worker->second;
    }

    void reply(const Event& event) {
        const int lane = laneOf(event);
        const std::size_t index = diagram_.steps.size();
        const QString result = resultText(event);
        const QString key = namesKey(event.verb) ? QLatin1Char(' ') + keyText(event.key) : QString();
        const QString sentence =
            Words::tr("%1: %2%3: %4").arg(diagram_.lanes[static_cast<std::size_t>(lane)].name, verbText(event.verb), key, result);
        diagram_.steps.push_back({lane, verbText(event.verb), result, sentence, component_of(event.verb), node_, false});
        steps_[event.operation] = index;
        if (event.outcome != Outcome::ok) return;
        if (event.verb == Verb::db_select && event.found) arrow(committed_[event.key.row()], event, index);
        if (looks(event.verb) && event.verb != Verb::db_select && event.found) arrow(stored_[event.key], event, index);
        if (event.applied && stores(event.verb)) stored_[event.key] = {event.value, index};
        if (event.applied && commits(event.verb)) committed_[event.key.row()] = {event.value, index};
    }

    // A value that was there at the beginning came from no step.
    void arrow(const Origin& origin, const Event& event, std::size_t to) {
        if (origin.value == Value{} || !(origin.value == event.value)) return;
        if (diagram_.steps[origin.step].lane != diagram_.steps[to].lane) diagram_.arrows.push_back({origin.step, to});
    }

    void everybody(const QString& what, const QString& detail) {
        diagram_.steps.push_back(
            {DiagramStep::kEverybody, what, detail, QStringLiteral("%1: %2").arg(what, detail), Component::application, node_, false});
    }

    void mark() {
        for (const Finding& finding : checker_.findings()) {
            for (const Because& reason : finding.reasons()) {
                if (DiagramStep* step = stepOf(reason.mark)) step->matters = true;
            }
        }
    }

    // The beginning of a request is its first step, its end the last.
    DiagramStep* stepOf(const Mark& mark) {
        if (mark.position < operations_.size()) {
            const auto known = steps_.find(operations_[mark.position]);
            if (known != steps_.end()) return &diagram_.steps[known->second];
        }
        const auto lane = lanes_.find(mark.request);
        if (lane == lanes_.end()) return nullptr;
        const auto its = [&](const DiagramStep& step) { return step.lane == lane->second; };
        if (mark.type == EventType::request_begun) {
            const auto first = std::find_if(diagram_.steps.begin(), diagram_.steps.end(), its);
            return first == diagram_.steps.end() ? nullptr : &*first;
        }
        const auto last = std::find_if(diagram_.steps.rbegin(), diagram_.steps.rend(), its);
        return last == diagram_.steps.rend() ? nullptr : &*last;
    }

    LaneDiagram diagram_;
    Consistency checker_;
    BranchMap::Id node_ = 0;
    std::map<RequestId, int> lanes_;
    std::map<InstanceId, int> workers_;
    bool several_ = false;  // instances
    std::map<OperationId, std::size_t> steps_;
    std::vector<OperationId> operations_;  // by event
    std::map<Key, Origin> stored_;
    std::map<Key, Origin> committed_;
};

}  // namespace

LaneDiagram diagramOf(const BranchMap& map, BranchMap::Id node) { return Builder().build(map, node); }

std::vector<Event> eventsOf(const BranchMap& map, BranchMap::Id node) {
    std::vector<Event> events = *map.nodes.front().events;
    for (const BranchMap::Id id : map.path(node)) events.insert(events.end(), map.nodes[id].events->begin(), map.nodes[id].events->end());
    return events;
}

}  // namespace stampede::ui
