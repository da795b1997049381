// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/oracle/timeline.h"

#include <algorithm>

namespace stampede {

void Timeline::begin(Instant now) {
    begin_ = now;
    seconds_.clear();
}

void Timeline::apply(const Event& event) {
    const bool database = component_of(event.verb) == Component::database;
    switch (event.type) {
        case EventType::request_begun: ++in_flight_; break;
        case EventType::request_ended: end_request(event); break;
        case EventType::shed: ++second_of(event.at).shed; break;
        case EventType::issued:
            if (database) waiting_.insert(event.operation);
            break;
        case EventType::effect:
        case EventType::replied:
            if (database) end_operation(event);
            break;
        default: return;
    }
    TimelineSecond& second = second_of(event.at);
    second.waiting = waiting_.size();
    second.abandoned = abandoned_.size();
    second.in_flight = in_flight_;
}

void Timeline::end_request(const Event& event) {
    --in_flight_;
    TimelineSecond& second = second_of(event.at);
    const bool ok = event.outcome == Outcome::ok;
    ++second.ended;
    second.ok += ok ? 1 : 0;
    if (event.kind != RequestKind::read) return;
    ++second.reads;
    second.hits += ok && (event.source == Source::cache || event.source == Source::local) ? 1 : 0;
}

void Timeline::end_operation(const Event& event) {
    abandoned_.erase(event.operation);
    const bool waited = waiting_.erase(event.operation) > 0;
    if (event.type != EventType::replied || event.outcome != Outcome::timed_out) return;
    ++second_of(event.at).timed_out;
    if (waited && !database_cancels_) abandoned_.insert(event.operation);
}

// A second in which nothing happened ends as the one before it did.
TimelineSecond& Timeline::second_of(Instant at) {
    const auto index = static_cast<std::size_t>(std::max(Instant{0}, at - begin_) / std::chrono::seconds(1));
    while (seconds_.size() <= index) {
        TimelineSecond next;
        next.waiting = seconds_.empty() ? 0 : seconds_.back().waiting;
        next.abandoned = seconds_.empty() ? 0 : seconds_.back().abandoned;
        next.in_flight = seconds_.empty() ? 0 : seconds_.back().in_flight;
        seconds_.push_back(next);
    }
    return seconds_[index];
}

}  // namespace stampede
