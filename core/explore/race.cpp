// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/explore/race.h"

#include <algorithm>
#include <tuple>

#include "core/explore/minimise.h"
#include "core/explore/stage.h"

namespace stampede {
namespace {

constexpr std::uint32_t kMostRequestsOfSmall = 4;
constexpr std::uint64_t kMostStatesOfSmall = 100'000;

std::size_t failures(const Scenario& scenario) { return scenario.crashes + scenario.expiries + scenario.lost; }

auto size_of(const Scenario& scenario) {
    return std::tuple(scenario.requests(), failures(scenario), scenario.sessions.size(), scenario.erasers, scenario.writers);
}

std::size_t switches(const std::vector<ExploreChoice>& choices) {
    std::size_t count = 0;
    for (std::size_t i = 1; i < choices.size(); ++i) count += choices[i] == choices[i - 1] ? 0 : 1;
    return count;
}

// Whether the choices are possible in this order and the last of them, no earlier one, breaks it.
bool breaks_at_the_end(const Script& script, const Breach& breach) { return choices_to(script, breach) == script.choices; }

Goal without(const Goal& goal, const std::vector<Race>& races) {
    Goal left = goal.everything() ? Goal(Properties{}, 0) : goal;
    if (goal.everything()) {
        for (const Property property : kProperties) left.add(property);
    }
    for (const Race& race : races) {
        if (race.breach.loads != 0) left.loads = 0;
        if (race.breach.loads == 0) left.properties = left.properties.without(Properties(race.breach.property));
    }
    return left;
}

class Finder {
   public:
    Finder(const Goal& goal, const SearchLimits& limits, const RaceProgress& progress)
        : goal_(goal), limits_(limits), progress_(progress) {}

    RaceResult run(const Scenario& whole) {
        for (const Scenario& small : smaller_scenarios(whole)) {
            SearchLimits limits = limits_;
            limits.states = std::min(limits.states, kMostStatesOfSmall);
            limits.random_schedules = 0;
            look_in(small, limits);
            if (cancelled_) result_.bound = "cancelled";
            if (cancelled_ || satisfied()) return std::move(result_);
        }
        const SearchResult last = look_in(whole, limits_);
        result_.exhausted = last.exhausted;
        result_.bound = last.bound;
        result_.random_schedules = last.random_schedules;
        result_.random_probability = last.random_probability;
        return std::move(result_);
    }

   private:
    bool satisfied() const { return without(goal_, result_.races).everything(); }

    SearchResult look_in(const Scenario& scenario, const SearchLimits& limits) {
        const SearchProgress progress = [&](std::uint64_t states, std::size_t depth) {
            if (progress_ && !progress_(scenario, result_.states + states, depth)) cancelled_ = true;
            return !cancelled_;
        };
        SearchResult found = search(scenario, without(goal_, result_.races), limits, progress);
        result_.states += found.states;
        result_.width = std::max(result_.width, found.width);
        for (const Violation& violation : found.violations) {
            Script script{scenario, violation.script};
            if (found.random_schedules > 0) script = minimise(script, violation.breach);
            result_.races.push_back({violation.breach, with_fewer_switches(script, violation.breach)});
        }
        return found;
    }

    Goal goal_;
    SearchLimits limits_;
    const RaceProgress& progress_;
    bool cancelled_ = false;
    RaceResult result_;
};

}  // namespace

RaceResult find_race(const Scenario& scenario, const Goal& goal, const SearchLimits& limits, const RaceProgress& progress) {
    if (std::string why = obstacle(scenario); !why.empty()) {
        RaceResult nothing;
        nothing.bound = std::move(why);
        return nothing;
    }
    return Finder(goal, limits, progress).run(scenario);
}

std::vector<Scenario> smaller_scenarios(const Scenario& whole) {
    std::vector<Scenario> all;
    const auto add = [&](Scenario small) {
        small.crashes = small.expiries = small.lost = 0;
        if (small.clients() == 0 || small.requests() > kMostRequestsOfSmall) return;
        const auto push = [&](const Scenario& one) {
            if (size_of(one) != size_of(whole) || one.readers != whole.readers) all.push_back(one);
        };
        push(small);
        for (std::uint32_t Scenario::*failure : {&Scenario::crashes, &Scenario::expiries, &Scenario::lost}) {
            Scenario failing = small;
            failing.*failure = std::min(1u, whole.*failure);
            if (failing.*failure > 0) push(failing);
        }
    };
    // Clients take rows and instances in turn: without one of them the others would have other ones.
    if (whole.rows() > 1 || whole.instances() > 1) {
        add(whole);
        return all;
    }
    for (const bool sessions : {false, true}) {
        if (sessions && whole.sessions.empty()) continue;
        for (std::uint32_t readers = 0; readers <= whole.readers; ++readers) {
            for (std::uint32_t writers = 0; writers <= whole.writers; ++writers) {
                for (std::uint32_t erasers = 0; erasers <= whole.erasers; ++erasers) {
                    Scenario small = whole;
                    small.readers = readers;
                    small.writers = writers;
                    small.erasers = erasers;
                    if (!sessions) small.sessions.clear();
                    add(small);
                }
            }
        }
    }
    std::stable_sort(all.begin(), all.end(), [](const Scenario& a, const Scenario& b) { return size_of(a) < size_of(b); });
    return all;
}

Script with_fewer_switches(const Script& script, const Breach& breach) {
    Script best = script;
    if (!breaks_at_the_end(best, breach)) return best;
    for (bool better = true; better;) {
        better = false;
        for (std::size_t i = 0; i + 1 < best.choices.size(); ++i) {
            for (std::size_t j = i + 2; j < best.choices.size(); ++j) {
                if (best.choices[j] != best.choices[i]) continue;
                Script candidate = best;  // choice j right after choice i
                std::rotate(candidate.choices.begin() + static_cast<std::ptrdiff_t>(i) + 1,
                            candidate.choices.begin() + static_cast<std::ptrdiff_t>(j),
                            candidate.choices.begin() + static_cast<std::ptrdiff_t>(j) + 1);
                if (switches(candidate.choices) >= switches(best.choices) || !breaks_at_the_end(candidate, breach)) continue;
                best = candidate;
                better = true;
            }
        }
    }
    return best;
}

}  // namespace stampede
