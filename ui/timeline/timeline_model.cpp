// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/timeline_model.h"

#include <algorithm>

#include "core/model/fault_event.h"

namespace stampede::ui {

void TimelineModel::fold(const Journal& journal, std::size_t end) {
    folded_ = std::max(folded_, journal.first());
    end = std::min(end, journal.size());
    for (; folded_ < end; ++folded_) {
        const Event& event = journal[folded_];
        if (lanes_.empty() && marks_.empty() && lastAt_ == Instant{0}) firstAt_ = event.at;
        apply(event, {event.at, folded_});
        lastAt_ = std::max(lastAt_, event.at);
    }
}

void TimelineModel::clear() { *this = {}; }

void TimelineModel::apply(const Event& event, Moment moment) {
    switch (event.type) {
        case EventType::request_begun: return begin(event, moment);
        case EventType::parked:
        case EventType::issued:
        case EventType::effect:
        case EventType::replied: return applyOperation(event, moment);
        case EventType::request_ended:
            if (Lane* lane = laneOf(event)) lane->ended = moment;
            return;
        case EventType::fault_injected:
        case EventType::fault_healed: return applyFault(event, moment);
        case EventType::expired: return mark(MarkKind::expired, event, moment);
        case EventType::evicted: return mark(MarkKind::evicted, event, moment);
        case EventType::flushed: return mark(MarkKind::flushed, event, moment);
        case EventType::cache_died: return mark(MarkKind::cacheDied, event, moment);
        case EventType::message: return mark(MarkKind::message, event, moment);
        case EventType::breaker: return mark(MarkKind::breaker, event, moment);
        case EventType::shed: return mark(MarkKind::shed, event, moment);
        case EventType::crashed: return crash(event, moment);
        default: return;
    }
}

void TimelineModel::begin(const Event& event, Moment moment) {
    Lane lane;
    if (lanes_.size() >= kMostLanes) {
        lane = std::move(lanes_.front());  // its memory serves again
        lanes_.pop_front();
        lane.bars.clear();
    }
    lane.id = event.request;
    lane.kind = event.kind;
    lane.instance = event.instance;
    lane.key = event.key;
    lane.begun = moment;
    lane.ended = {};
    lane.crashed = false;
    lanes_.push_back(std::move(lane));
}

// Requests are numbered in the order of arrival without gaps, so a lane is found by its distance from the first.
Lane* TimelineModel::laneOf(const Event& event) {
    if (event.request == 0) {
        Lane& lane = background_[event.instance];
        lane.instance = event.instance;
        return &lane;
    }
    if (lanes_.empty() || event.request < lanes_.front().id) return nullptr;
    const std::size_t guess = event.request - lanes_.front().id;
    if (guess < lanes_.size() && lanes_[guess].id == event.request) return &lanes_[guess];
    const auto found =
        std::lower_bound(lanes_.begin(), lanes_.end(), event.request, [](const Lane& lane, RequestId id) { return lane.id < id; });
    return found != lanes_.end() && found->id == event.request ? &*found : nullptr;
}

void TimelineModel::applyOperation(const Event& event, Moment moment) {
    Lane* lane = laneOf(event);
    if (lane == nullptr) return;
    auto bar = std::find_if(lane->bars.rbegin(), lane->bars.rend(), [&](const Bar& one) { return one.operation == event.operation; });
    if (bar == lane->bars.rend()) {
        if (event.request == 0 && lane->bars.size() >= kMostBackgroundBars) {
            lane->bars.erase(lane->bars.begin(), lane->bars.begin() + kMostBackgroundBars / 2);
        }
        Bar fresh;
        fresh.operation = event.operation;
        fresh.verb = event.verb;
        fresh.key = event.key;
        fresh.value = event.value;
        lane->bars.push_back(fresh);
        bar = lane->bars.rbegin();
    }
    switch (event.type) {
        case EventType::parked: bar->parked = moment; break;
        case EventType::issued: bar->issued = moment; break;
        case EventType::effect: bar->effect = moment; break;
        default:
            bar->replied = moment;
            bar->outcome = event.outcome;
            bar->found = event.found;
            bar->value = event.value;
            bar->timing = event.timing;
            break;
    }
}

void TimelineModel::applyFault(const Event& event, Moment moment) {
    const Fault fault = fault_in(event);
    const auto open =
        std::find_if(faults_.rbegin(), faults_.rend(), [&](const FaultBar& bar) { return same_scope(bar.fault, fault) && !bar.to; });
    if (open != faults_.rend()) open->to = moment;
    if (event.type == EventType::fault_healed) return;
    if (!lasting(event.fault)) {
        const bool marked =
            event.fault == FaultKind::expire_key || event.fault == FaultKind::expire_all || event.fault == FaultKind::evict_key;
        if (!marked) mark(MarkKind::fault, event, moment);  // of the others, the entries that go are marks
        return;
    }
    FaultBar bar;
    bar.fault = fault;
    bar.from = moment;
    const auto taken = [&](int level) {
        return std::any_of(faults_.begin(), faults_.end(), [&](const FaultBar& other) { return !other.to && other.level == level; });
    };
    while (bar.level + 1 < kMostLevels && taken(bar.level)) ++bar.level;
    if (taken(bar.level)) cover(bar);
    levels_ = std::max(levels_, bar.level + 1);
    faults_.push_back(bar);
}

void TimelineModel::mark(MarkKind kind, const Event& event, Moment moment) {
    if (marks_.size() >= kMostMarks) marks_.pop_front();
    marks_.push_back({kind, moment, event.key, event.detail, event.instance});
    if (kind == MarkKind::fault) marks_.back().count = static_cast<std::int64_t>(event.fault);
}

// The last level is full: whoever is there says that there are more.
void TimelineModel::cover(FaultBar& bar) {
    for (FaultBar& other : faults_) {
        if (other.to || other.level != bar.level || other.covered) continue;
        ++other.more;
        bar.covered = true;
    }
}

void TimelineModel::crash(const Event& event, Moment moment) {
    mark(MarkKind::crashed, event, moment);
    for (Lane& lane : lanes_) {
        if (lane.instance != event.instance || lane.ended) continue;
        lane.ended = moment;
        lane.crashed = true;
    }
}

}  // namespace stampede::ui
