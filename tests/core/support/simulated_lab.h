// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "core/async/virtual_time_loop.h"
#include "core/journal/journal.h"
#include "core/lab/lab.h"
#include "core/simulated/simulated_world.h"

namespace stampede::test {

/// An event sink that keeps everything.
class JournalSink final : public EventSink {
   public:
    void record(const Event& event) override { journal.append(event); }
    Journal journal;
};

/// A lab on simulated stores whose time a test moves.
struct SimulatedLab {
    explicit SimulatedLab(const RunConfig& configuration)
        : config(configuration), world(config, loop, loop), lab(config, loop, world, sink) {}

    /// Lets everything happen that happens within the span.
    void run_for(Duration span) { loop.run_until(loop.now() + span); }

    /// Steps once and lets the operation come back.
    bool step() {
        const bool stepped = lab.step();
        while (stepped && lab_busy()) {
            if (!loop.run_one()) break;
        }
        return stepped;
    }
    void step_all() {
        while (step()) {
        }
    }

    /// The events of a type, in order.
    std::vector<Event> events(EventType type) const {
        std::vector<Event> found;
        for (std::size_t i = 0; i < sink.journal.size(); ++i) {
            if (sink.journal[i].type == type) found.push_back(sink.journal[i]);
        }
        return found;
    }

    /// Replies as words: "GET miss", "SELECT found", "SET ok", "GET timed out", without sleeps.
    std::vector<std::string> replies() const {
        std::vector<std::string> words;
        for (const Event& event : events(EventType::replied)) {
            if (event.verb == Verb::sleep) continue;
            std::string word = name_of(event.verb);
            const bool reads = event.verb == Verb::cache_get || event.verb == Verb::db_select;
            if (event.outcome != Outcome::ok) {
                word += std::string(" ") + name_of(event.outcome);
            } else if (reads) {
                word += event.found ? " found" : " miss";
            }
            words.push_back(word);
        }
        return words;
    }

    static RunConfig with(const char* strategy) {
        RunConfig config;
        config.strategy = strategy;
        return config;
    }

    RunConfig config;
    VirtualTimeLoop loop;
    SimulatedWorld world;
    JournalSink sink;
    Lab lab;

   private:
    bool lab_busy() const {
        std::size_t issued = 0, replied = 0;
        for (std::size_t i = 0; i < sink.journal.size(); ++i) {
            if (sink.journal[i].verb == Verb::sleep) continue;
            issued += sink.journal[i].type == EventType::issued ? 1 : 0;
            replied += sink.journal[i].type == EventType::replied ? 1 : 0;
        }
        return issued > replied;
    }
};

inline Key user(std::uint32_t id) { return {Kind::user_profile, id}; }

using Words = std::vector<std::string>;

}  // namespace stampede::test
