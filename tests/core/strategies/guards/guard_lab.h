// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "core/async/virtual_time_loop.h"
#include "core/journal/journal.h"
#include "core/lab/lab.h"
#include "core/oracle/consistency.h"
#include "core/simulated/simulated_world.h"
#include "core/strategies/combination.h"

namespace stampede::test {

inline Key user(std::uint32_t id) { return {Kind::user_profile, id}; }

/// A strategy with guards as the command line spells them: "mutex:ttl=5".
inline RunConfig guarded(const std::string& strategy, const std::vector<std::string>& guards = {}, std::uint32_t instances = 1) {
    RunConfig config;
    config.strategy = strategy;
    config.instances = instances;
    config.ttl.set_all(std::chrono::seconds(60));
    for (const std::string& guard : guards) config.guards.push_back(*parse_choice(guard));
    if (const auto ok = check(config); !ok) qFatal("%s", ok.error().c_str());
    return config;
}

/// Makes a path with layers of a test's own on top.
template <class P, class... Layers>
MakeStrategy with_layers() {
    return [](const RunConfig&, const Environment& environment) {
        std::vector<std::unique_ptr<Layer>> layers;
        (layers.push_back(std::make_unique<Layers>(environment)), ...);
        return std::make_unique<Combination>(std::make_unique<P>(environment), std::move(layers), environment.host);
    };
}

/// A lab in Run mode on simulated stores, whose time a test moves, and everything that its journal says.
class GuardLab final : private EventSink {
   public:
    explicit GuardLab(const RunConfig& configuration, MakeStrategy make = {})
        : config(configuration), world(config, loop, loop), lab(config, loop, world, *this, std::move(make)) {
        lab.set_mode(Mode::run);
    }

    void run_for(Duration span) { loop.run_until(loop.now() + span); }

    RequestId send(RequestKind kind, Key key, InstanceId instance = 0, SessionId session = kSessionByHand) {
        ClientRequest request{kind, key, session};
        request.instance = instance;
        return lab.send(request);
    }
    RequestId read(Key key, InstanceId instance = 0) { return send(RequestKind::read, key, instance); }
    RequestId write(Key key, InstanceId instance = 0) { return send(RequestKind::write, key, instance); }
    void reads(Key key, std::uint32_t count, InstanceId instance = 0) {
        for (std::uint32_t i = 0; i < count; ++i) read(key, instance);
    }
    /// How the request ended; an event of time 0 if it has not.
    Event end_of(RequestId request) const {
        const auto found = ends.find(request);
        return found == ends.end() ? Event{} : found->second;
    }
    bool ended(RequestId request) const { return ends.contains(request); }
    /// Sends a read and waits for its end.
    Event answer(Key key, InstanceId instance = 0) {
        const RequestId request = read(key, instance);
        for (int i = 0; i < 10'000 && !ended(request); ++i) run_for(std::chrono::milliseconds(1));
        return end_of(request);
    }

    template <class Condition>
    std::size_t count_if(Condition condition) const {
        return static_cast<std::size_t>(std::count_if(journal.begin(), journal.end(), condition));
    }
    std::size_t count(EventType type) const {
        return count_if([type](const Event& event) { return event.type == type; });
    }
    std::size_t issued(Verb verb) const {
        return count_if([verb](const Event& event) { return event.type == EventType::issued && event.verb == verb; });
    }
    std::size_t decided(Decision decision) const {
        return count_if([decision](const Event& event) {
            return event.type == EventType::guarded && event.detail == static_cast<std::int64_t>(decision);
        });
    }
    std::vector<Event> all(EventType type) const {
        std::vector<Event> found;
        std::copy_if(journal.begin(), journal.end(), std::back_inserter(found), [type](const Event& event) { return event.type == type; });
        return found;
    }
    /// How many reads ended with this outcome.
    std::size_t reads_ended(Outcome outcome) const {
        return count_if([outcome](const Event& event) {
            return event.type == EventType::request_ended && event.kind == RequestKind::read && event.outcome == outcome;
        });
    }
    std::size_t loads() const { return issued(Verb::db_select); }
    Verdict verdict() const {
        Consistency consistency;
        for (const Event& event : journal) consistency.apply(event);
        return consistency.verdict();
    }
    std::uint64_t most_loads_at_once() const { return verdict().max_concurrent_loads; }

    std::vector<Event> journal;
    std::map<RequestId, Event> ends;
    RunConfig config;
    VirtualTimeLoop loop;
    SimulatedWorld world;
    Lab lab;

   private:
    void record(const Event& event) override {
        journal.push_back(event);
        if (event.type == EventType::request_ended) ends[event.request] = event;
    }
};

}  // namespace stampede::test
