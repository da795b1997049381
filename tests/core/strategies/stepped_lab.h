// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "core/async/virtual_time_loop.h"
#include "core/journal/journal.h"
#include "core/lab/lab.h"
#include "core/oracle/consistency.h"
#include "core/simulated/simulated_world.h"
#include "core/strategies/combination.h"

namespace stampede::test {

using Words = std::vector<std::string>;

inline Key user(std::uint32_t id) { return {Kind::user_profile, id}; }
/// A row that the data set does not have.
inline const Key kNobody{Kind::user_profile, 4'000'000'000u};

/// Makes a strategy that is not in the catalogue.
template <class P>
MakeStrategy strategy_of() {
    return [](const RunConfig&, const Environment& environment) -> std::unique_ptr<Strategy> {
        return std::make_unique<Combination>(std::make_unique<P>(environment), std::vector<std::unique_ptr<Layer>>{}, environment.host);
    };
}

/// A lab in Step mode, in which a test decides whose operation is next.
struct SteppedLab {
    explicit SteppedLab(const RunConfig& configuration, MakeStrategy make = {})
        : config(configuration), world(config, loop, loop), lab(config, loop, world, sink, std::move(make)) {}

    struct Sink final : EventSink {
        void record(const Event& event) override {
            events.push_back(event);
            if (event.type == EventType::replied) replied.insert(event.operation);
        }
        std::vector<Event> events;
        std::set<OperationId> replied;
    };

    RequestId read(Key key, InstanceId at = 0, SessionId session = 1) { return send(RequestKind::read, key, at, session); }
    RequestId write(Key key, InstanceId at = 0, SessionId session = 2) { return send(RequestKind::write, key, at, session); }
    RequestId erase(Key key, InstanceId at = 0, SessionId session = 2) { return send(RequestKind::erase, key, at, session); }
    RequestId send(RequestKind kind, Key key, InstanceId at, SessionId session) {
        ClientRequest request{kind, key, session};
        request.instance = at;
        return lab.send(request);
    }

    /// Lets the request's next operation go and come back; false when none waits. 0 stands for what goes on beside the requests.
    bool step(RequestId request) {
        for (const Waiting& waiting : lab.waiting()) {
            if (waiting.request == request) return let_go(waiting.operation);
        }
        return false;
    }
    /// So many of them.
    bool step(RequestId request, int count) {
        bool all = true;
        for (int i = 0; i < count; ++i) all = step(request) && all;
        return all;
    }
    /// Until its next operation is this one; false when it has ended without.
    bool step_to(RequestId request, const std::string& verb) {
        while (next(request) != verb) {
            if (!step(request)) return false;
        }
        return true;
    }
    /// All of them, and through its sleeps; how it ended.
    Event finish(RequestId request) {
        for (int i = 0; i < 1'000 && !ended(request); ++i) {
            if (!step(request)) loop.run_one();
        }
        return end_of(request);
    }
    /// All that waits, requests and the rest, until only sleepers are left.
    void finish_all() {
        for (int i = 0; i < 10'000 && !lab.waiting().empty(); ++i) let_go(lab.waiting().front().operation);
    }
    /// The same, for a span of time.
    void run_for(Duration span) {
        const Instant end = loop.now() + span;
        finish_all();
        while (!loop.idle() && loop.next_deadline() <= end) {
            loop.run_one();
            finish_all();
        }
        loop.run_until(end);
    }

    bool ended(RequestId request) const {
        return std::any_of(sink.events.begin(), sink.events.end(),
                           [&](const Event& e) { return e.type == EventType::request_ended && e.request == request; });
    }
    Event end_of(RequestId request) const {
        for (const Event& event : sink.events) {
            if (event.type == EventType::request_ended && event.request == request) return event;
        }
        return Event{};
    }
    /// The verb that the request waits to perform, "" when it does not.
    std::string next(RequestId request) const {
        for (const Waiting& waiting : lab.waiting()) {
            if (waiting.request == request) return name_of(waiting.verb);
        }
        return {};
    }
    /// What the request was answered, operation by operation: "GET miss", "SELECT found", "SET", "DEL timed out"; no sleeps.
    std::string told(RequestId request) const {
        std::string words;
        for (const Event& event : sink.events) {
            if (event.type != EventType::replied || event.request != request || rests(event.verb)) continue;
            words += words.empty() ? "" : ", ";
            words += name_of(event.verb);
            if (event.outcome != Outcome::ok) words += std::string(" ") + name_of(event.outcome);
            if (event.outcome == Outcome::ok && looks(event.verb) && event.key.role == Role::data)
                words += event.found ? " found" : " miss";
        }
        return words;
    }
    std::size_t count(EventType type, InstanceId instance) const {
        return static_cast<std::size_t>(std::count_if(sink.events.begin(), sink.events.end(),
                                                      [&](const Event& e) { return e.type == type && e.instance == instance; }));
    }
    std::size_t effects(Verb verb) const {
        return static_cast<std::size_t>(std::count_if(sink.events.begin(), sink.events.end(),
                                                      [&](const Event& e) { return e.type == EventType::effect && e.verb == verb; }));
    }

    void fault(FaultKind kind, Key key = {}, InstanceId instance = 0) {
        Fault fault{kind};
        fault.key = key;
        fault.instance = instance;
        lab.inject(fault);
    }
    void crash(InstanceId instance = 0) { fault(FaultKind::app_crash, {}, instance); }

    /// What the checker says of all that has happened.
    Verdict verdict() const {
        Consistency consistency;
        for (const Event& event : sink.events) consistency.apply(event);
        return consistency.verdict();
    }
    bool broke(Property property) const { return verdict().broke(property); }
    /// Whether the cache is left with something else than the row.
    bool left_stale() const { return broke(Property::permanent_inconsistency); }

    static RunConfig with(std::string strategy, std::string invalidation = {}, std::uint32_t instances = 1) {
        RunConfig config;
        config.strategy = std::move(strategy);
        config.invalidation.id = std::move(invalidation);
        config.instances = instances;
        return config;
    }

    RunConfig config;
    VirtualTimeLoop loop;
    SimulatedWorld world;
    Sink sink;
    Lab lab;

   private:
    bool let_go(OperationId operation) {
        if (!lab.step(operation)) return false;
        while (!sink.replied.contains(operation) && loop.run_one()) {
        }
        return true;
    }
};

}  // namespace stampede::test
