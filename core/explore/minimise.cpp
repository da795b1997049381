// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/explore/minimise.h"

#include <algorithm>
#include <optional>

#include "core/explore/stage.h"

namespace stampede {
namespace {

// Whether the number of the choice is that of an actor.
bool of_actor(ExploreChoice choice) {
    return choice.move == Move::step || choice.move == Move::lose_request || choice.move == Move::lose_reply;
}

// The script without a client and what it did. Other clients keep their rows and instances only if there is one of each.
std::optional<Script> without_client(const Script& script, std::uint32_t client) {
    Script smaller = script;
    Scenario& scenario = smaller.scenario;
    if (scenario.clients() < 2 || scenario.rows() > 1 || scenario.instances() > 1) return std::nullopt;
    const std::uint32_t single = scenario.readers + scenario.writers + scenario.erasers;
    if (client < scenario.readers) {
        --scenario.readers;
    } else if (client < scenario.readers + scenario.writers) {
        --scenario.writers;
    } else if (client < single) {
        --scenario.erasers;
    } else {
        scenario.sessions.erase(scenario.sessions.begin() + (client - single));
    }
    std::erase_if(smaller.choices, [&](ExploreChoice choice) { return of_actor(choice) && choice.actor == client; });
    for (ExploreChoice& choice : smaller.choices) {
        if (of_actor(choice) && choice.actor > client) --choice.actor;
    }
    return smaller;
}

// Takes the shorter script if it breaks the property too.
bool improve(Script& best, const Script& candidate, const Breach& breach) {
    std::vector<ExploreChoice> choices = choices_to(candidate, breach);
    const bool smaller = candidate.scenario.clients() < best.scenario.clients() || choices.size() < best.choices.size();
    if (choices.empty() || !smaller) return false;
    best = {candidate.scenario, std::move(choices)};
    return true;
}

bool drop_a_client(Script& best, const Breach& breach) {
    for (std::uint32_t client = 0; client < best.scenario.clients(); ++client) {
        const std::optional<Script> candidate = without_client(best, client);
        if (candidate && improve(best, *candidate, breach)) return true;
    }
    return false;
}

bool drop_a_choice(Script& best, const Breach& breach) {
    for (std::size_t i = best.choices.size(); i-- > 0;) {
        Script candidate = best;
        candidate.choices.erase(candidate.choices.begin() + static_cast<std::ptrdiff_t>(i));
        if (improve(best, candidate, breach)) return true;
    }
    return false;
}

}  // namespace

std::vector<ExploreChoice> choices_to(const Script& script, const Breach& breach) {
    Stage stage(script.scenario, nullptr);
    std::vector<ExploreChoice> performed;
    std::vector<ExploreChoice> open;
    auto next = script.choices.begin();
    const auto broken = [&] {
        return breach.loads != 0 ? stage.judge().width() > breach.loads : stage.judge().broken().contains(breach.property);
    };
    while (!broken()) {
        stage.choices(open);
        if (open.empty()) return {};
        while (next != script.choices.end() && std::find(open.begin(), open.end(), *next) == open.end()) ++next;
        const ExploreChoice choice = next != script.choices.end() ? *next++ : open.front();
        stage.perform(choice);
        performed.push_back(choice);
    }
    return performed;
}

Script minimise(const Script& script, const Breach& breach) {
    const std::vector<ExploreChoice> choices = choices_to(script, breach);
    if (choices.empty()) return script;
    Script best{script.scenario, choices};
    while (drop_a_client(best, breach) || drop_a_choice(best, breach)) {
    }
    const auto used = [&](Move move) {
        return static_cast<std::uint32_t>(
            std::count_if(best.choices.begin(), best.choices.end(), [move](auto c) { return c.move == move; }));
    };
    best.scenario.crashes = used(Move::crash);
    best.scenario.expiries = used(Move::expire) + used(Move::expire_lock);
    best.scenario.lost = used(Move::lose_request) + used(Move::lose_reply);
    return best;
}

}  // namespace stampede
