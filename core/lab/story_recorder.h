// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <set>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "core/ports/event_sink.h"

namespace stampede {

/// Of an event of a story, what must be the same the next time. Times are not.
struct StoryTrace {
    EventType type = EventType::request_begun;
    Verb verb = Verb::none;
    Outcome outcome = Outcome::ok;
    bool found = false;
    bool applied = false;
    RequestId request = 0;
    OperationId operation = 0;
    Key key{};
    Value value{};

    friend bool operator==(const StoryTrace&, const StoryTrace&) = default;
};

/// Passes a story's events on, unless they are a repetition, and remembers what they come to.
class StoryRecorder final : public EventSink {
   public:
    explicit StoryRecorder(EventSink& sink) : sink_(&sink) {}

    void record(const Event& event) override;

    /// Until `report` nothing is passed on: it has been reported before.
    void repeat();
    void report() { repeating_ = false; }
    bool repeating() const { return repeating_; }
    /// Lab time is ahead of the story's by so much: by what going back has taken.
    void set_shift(Duration shift) { shift_ = shift; }
    Duration shift() const { return shift_; }
    /// Whether what happens is to be compared some day. Not in Run mode.
    void remember(bool on);

    /// Events passed on so far, and how many of them still hold.
    std::size_t reported() const { return reported_; }
    void cut(std::size_t events) { reported_ = events; }

    bool cache_up() const { return cache_up_; }
    /// An operation that its client has given up may still have its effect.
    bool effect_to_come() const { return !given_up_.empty(); }

    std::vector<StoryTrace> take() { return std::exchange(traces_, {}); }

   private:
    void note(const Event& event);

    EventSink* sink_;
    std::vector<StoryTrace> traces_;
    std::set<OperationId> performed_;  // of the cache's operations on their way
    std::set<OperationId> given_up_;
    Duration shift_{0};
    std::size_t reported_ = 0;
    bool repeating_ = false;
    bool remembering_ = true;
    bool cache_up_ = true;
};

/// What must be the same of these events, without what the stores tell whenever they come to it.
std::vector<StoryTrace> traces_of(std::span<const Event> events);

/// Where a repetition went another way, "" if it did not: "there was replied GET user:profile:1, now there is ...".
std::string difference(const std::vector<StoryTrace>& before, const std::vector<StoryTrace>& now);

}  // namespace stampede
