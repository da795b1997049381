// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lab/story_recorder.h"

#include <algorithm>

namespace stampede {
namespace {

// What the stores tell by themselves, whenever they come to it.
bool unprompted(EventType type) {
    return type == EventType::sample || type == EventType::cache_started || type == EventType::cache_died || type == EventType::expired ||
           type == EventType::evicted || type == EventType::restored || type == EventType::reverted || type == EventType::pool ||
           type == EventType::cache_emptied;
}

// Moments of lab time that an event names beside its own.
bool names_a_deadline(EventType type) {
    return type == EventType::effect || type == EventType::local_stored || type == EventType::restored;
}

StoryTrace trace_of(const Event& event) {
    return {event.type, event.verb, event.outcome, event.found, event.applied, event.request, event.operation, event.key, event.value};
}

std::string told(const StoryTrace& trace) {
    const std::string verb = trace.verb != Verb::none ? std::string(" ") + name_of(trace.verb) : "";
    return name_of(trace.type) + verb + " " + to_string(trace.key);
}

}  // namespace

void StoryRecorder::record(const Event& event) {
    if (event.type == EventType::cache_started) cache_up_ = true;
    if (event.type == EventType::cache_died) cache_up_ = false;
    if (remembering_) note(event);
    if (repeating_) return;
    ++reported_;
    if (shift_ == Duration{0}) return sink_->record(event);
    Event shifted = event;
    shifted.at -= shift_;
    if (names_a_deadline(event.type) && event.detail > shift_.count()) shifted.detail -= shift_.count();
    sink_->record(shifted);
}

void StoryRecorder::note(const Event& event) {
    if (event.type == EventType::cache_died) given_up_.clear();
    if (component_of(event.verb) == Component::cache) {
        if (event.type == EventType::effect && given_up_.erase(event.operation) == 0) performed_.insert(event.operation);
        const bool answered = event.type == EventType::replied;
        const bool performed = answered && performed_.erase(event.operation) > 0;
        if (answered && !performed && event.outcome == Outcome::timed_out) given_up_.insert(event.operation);
    }
    if (!unprompted(event.type)) traces_.push_back(trace_of(event));
}

void StoryRecorder::repeat() {
    repeating_ = true;
    traces_.clear();
    performed_.clear();
    given_up_.clear();
}

void StoryRecorder::remember(bool on) {
    remembering_ = on;
    traces_.clear();
    performed_.clear();
    given_up_.clear();
}

std::vector<StoryTrace> traces_of(std::span<const Event> events) {
    std::vector<StoryTrace> traces;
    for (const Event& event : events) {
        if (!unprompted(event.type)) traces.push_back(trace_of(event));
    }
    return traces;
}

std::string difference(const std::vector<StoryTrace>& before, const std::vector<StoryTrace>& now) {
    const auto [then, again] = std::mismatch(before.begin(), before.end(), now.begin(), now.end());
    if (then == before.end() && again == now.end()) return {};
    return "there was " + (then == before.end() ? "nothing" : told(*then)) + ", now there is " +
           (again == now.end() ? "nothing" : told(*again));
}

}  // namespace stampede
