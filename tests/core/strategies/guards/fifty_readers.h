// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "core/lab/lab.h"
#include "core/strategies/combination.h"

namespace stampede::test {

/// What 50 readers, who ask for one key that has just expired, cost the database.
struct FiftyReaders {
    const char* name;
    std::vector<std::string> guards;
    std::uint32_t instances;
    std::size_t loads;  ///< expected
};

inline const std::vector<FiftyReaders> kFiftyReaders{
    {"naive", {}, 1, 50},
    {"null-caching, which is no stampede guard", {"null-caching"}, 1, 50},
    {"single-flight on one instance", {"single-flight"}, 1, 1},
    {"single-flight on four instances", {"single-flight"}, 4, 4},
    {"mutex on one instance", {"mutex"}, 1, 1},
    {"mutex on four instances", {"mutex"}, 4, 1},
    {"lease on one instance", {"lease"}, 1, 1},
    {"lease on four instances", {"lease"}, 4, 1},
};

inline RunConfig configuration(const FiftyReaders& readers) {
    RunConfig config;
    config.instances = readers.instances;
    for (const std::string& guard : readers.guards) config.guards.push_back(*parse_choice(guard));
    return config;
}

struct Cost {
    std::size_t loads = 0;
    std::size_t answered = 0;  ///< well, with the row
};

/// Runs them on whichever world. `run_until` lets things happen until a condition holds.
class FiftyReadersRun final : private EventSink {
   public:
    using RunUntil = std::function<bool(const std::function<bool()>&)>;

    Cost measure(const RunConfig& config, Scheduler& scheduler, World& world, const RunUntil& run_until) {
        Lab lab(config, scheduler, world, *this);
        lab.set_mode(Mode::run);
        const auto all_answered = [&lab] { return lab.in_flight() == 0; };
        lab.send(RequestKind::read, kKey);
        if (!run_until(all_answered)) return Cost{};
        Fault expiry{FaultKind::expire_key};
        expiry.key = kKey;
        lab.inject(expiry);
        // Where the expiry is a command of its own it is over before the readers come.
        const Instant later = scheduler.now() + std::chrono::milliseconds(100);
        scheduler.at(later, Timer{[](void*, std::uint64_t) {}, nullptr, 0});
        run_until([&] { return scheduler.now() >= later; });
        cost_ = Cost{};
        for (int i = 0; i < 50; ++i) lab.send(RequestKind::read, kKey);
        run_until(all_answered);
        return cost_;
    }

   private:
    static constexpr Key kKey{Kind::user_profile, 1};

    void record(const Event& event) override {
        if (event.type == EventType::issued && event.verb == Verb::db_select) ++cost_.loads;
        if (event.type == EventType::request_ended && event.outcome == Outcome::ok && event.found) ++cost_.answered;
    }

    Cost cost_;
};

}  // namespace stampede::test
