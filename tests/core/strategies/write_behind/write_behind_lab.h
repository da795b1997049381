// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <utility>

#include "core/journal/lab_state.h"
#include "core/lab/run_recorder.h"
#include "tests/core/strategies/write_behind/delaying_world.h"
#include "tests/core/support/simulated_lab.h"

namespace stampede::test {

/// What became of a row: who wrote it last, and whether it is there.
struct LastCommit {
    WriteId write = 0;
    bool exists = true;

    friend bool operator==(LastCommit, LastCommit) = default;
};

/// A lab in Run mode on simulated stores, with the questions that tests of write-behind ask.
struct WriteBehindLab {
    using Options = std::vector<std::pair<std::string, double>>;

    static RunConfig with(const char* strategy, Options options = {}) {
        RunConfig config;
        config.strategy = strategy;
        config.options = std::move(options);
        return config;
    }
    /// A strategy that is in no catalogue.
    template <class S>
    static MakeStrategy maker() {
        return [](const RunConfig&, const Environment& environment) { return std::make_unique<S>(environment); };
    }

    explicit WriteBehindLab(const RunConfig& configuration, MakeStrategy make = {})
        : config(configuration), stores(config, loop, loop), world(stores, loop), lab(config, loop, world, sink, std::move(make)) {
        lab.set_mode(Mode::run);
    }
    explicit WriteBehindLab(const char* strategy, Options options = {}) : WriteBehindLab(with(strategy, std::move(options))) {}

    void run_for(Duration span) { loop.run_until(loop.now() + span); }
    RequestId read(Key key) { return lab.send(RequestKind::read, key); }
    RequestId write(Key key) { return lab.send(RequestKind::write, key); }
    RequestId erase(Key key) { return lab.send(RequestKind::erase, key); }

    std::vector<Event> events(EventType type) const {
        std::vector<Event> found;
        for (std::size_t i = 0; i < sink.journal.size(); ++i) {
            if (sink.journal[i].type == type) found.push_back(sink.journal[i]);
        }
        return found;
    }
    Event end_of(RequestId request) const {
        for (const Event& event : events(EventType::request_ended)) {
            if (event.request == request) return event;
        }
        return Event();
    }
    bool acknowledged(RequestId request) const { return end_of(request).request == request && end_of(request).outcome == Outcome::ok; }

    std::vector<Event> commits() const {
        std::vector<Event> found;
        for (const Event& event : events(EventType::effect)) {
            if (stampede::commits(event.verb) && event.applied && event.outcome == Outcome::ok) found.push_back(event);
        }
        return found;
    }
    std::vector<WriteId> committed() const {
        std::vector<WriteId> writes;
        for (const Event& event : commits()) writes.push_back(event.value.write);
        return writes;
    }
    LastCommit row(Key key) const {
        LastCommit last;
        for (const Event& event : commits()) {
            if (event.key == key) last = {event.value.write, event.found};
        }
        return last;
    }
    /// How often the application asked the database to commit something.
    std::size_t attempts() const {
        std::size_t count = 0;
        for (const Event& event : events(EventType::issued)) count += stampede::commits(event.verb) ? 1 : 0;
        return count;
    }

    LabState state() const {
        LabState state;
        for (std::size_t i = 0; i < sink.journal.size(); ++i) state.apply(sink.journal[i]);
        return state;
    }
    /// The write whose value is in the cache under the key; 0 when none is.
    WriteId cached(Key key) const {
        const LabState now = state();
        const CacheEntry* entry = now.cached(key);
        return entry == nullptr ? 0 : entry->value.write;
    }
    bool is_cached(Key key) const { return state().cached(key) != nullptr; }

    Verdict verdict() const {
        Consistency consistency;
        for (std::size_t i = 0; i < sink.journal.size(); ++i) consistency.apply(sink.journal[i]);
        return consistency.verdict();
    }

    /// Closes the lab and gives it `span` for that; whether it came to an end.
    bool close_within(Duration span) {
        closed = false;
        lab.close([this] { closed = true; });
        run_for(span);
        return closed;
    }

    RunConfig config;
    VirtualTimeLoop loop;
    SimulatedWorld stores;
    DelayingWorld world;
    JournalSink sink;
    Lab lab;
    bool closed = false;
};

/// No change of this row is ever accepted: the leaderboard is an aggregate.
inline constexpr Key kPoison{Kind::leaderboard, 100};

}  // namespace stampede::test
