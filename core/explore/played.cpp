// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/explore/played.h"

#include <algorithm>

namespace stampede {
namespace {

std::string what_was_held(const Held& held, const Cast& cast) {
    if (held.state != EntryState::value) return std::string(name_of(held.state)) + " at v" + std::to_string(held.value.version);
    return held.found ? to_text(held.value, cast) : "nothing";
}

std::string in_full(const PlayedStep& step, const Cast& cast) {
    std::string text = to_text(step, cast);
    for (const PlayedAnswer& answer : step.answers) {
        text += ", " + to_text(ExploreChoice{Move::step, answer.actor}, cast) + " ends (" + name_of(answer.outcome) + ")";
        if (answer.found) text += " with " + to_text(answer.value, cast);
    }
    text += "; after it could move:";
    for (const std::uint8_t actor : step.movable) text += " " + to_text(ExploreChoice{Move::step, actor}, cast);
    return text;
}

std::optional<std::string> difference(const std::vector<Held>& one, const std::string& a, const std::vector<Held>& other,
                                      const std::string& b, const char* where, const Cast& cast) {
    const auto [at, there] = std::mismatch(one.begin(), one.end(), other.begin(), other.end());
    if (at == one.end() && there == other.end()) return std::nullopt;
    if (at == one.end() || there == other.end()) return std::string("At the end there are other keys in the ") + where + ".";
    return "At the end the " + std::string(where) + " holds under " + to_string(at->key) + ": " + what_was_held(*at, cast) + " in " + a +
           ", " + what_was_held(*there, cast) + " in " + b + ".";
}

}  // namespace

std::string to_text(Value value, const Cast& cast) {
    const std::string version = "v" + std::to_string(value.version);
    if (value.write < 32) return version;
    const auto actor = static_cast<std::uint8_t>(value.write / 32 - 1);
    return to_text(ExploreChoice{Move::step, actor}, cast) + "'s " + (value.version == 0 ? "value" : version);
}

std::string to_text(const PlayedStep& step, const Cast& cast) {
    if (step.choice.move == Move::expire) return "the entry expires";
    if (step.choice.move == Move::expire_lock) return "the lock runs out";
    if (step.choice.move == Move::crash) return "the instance crashes and is started again";
    if (step.choice.move == Move::deliver) return "a message arrives";
    if (step.verb == Verb::none) return "no store was asked";
    std::string text = std::string(name_of(step.verb)) + " " + to_string(step.key) + ": ";
    if (step.outcome != Outcome::ok) return text + name_of(step.outcome);
    if (looks(step.verb) && step.state != EntryState::value) return text + name_of(step.state);
    if (looks(step.verb)) return text + (step.found ? to_text(step.value, cast) : "miss");
    if (!step.applied) return text + "nothing changed";
    const bool says = (stores(step.verb) || commits(step.verb)) && (step.value.version != 0 || step.value.write != 0);
    return text + (says ? to_text(step.value, cast) : "done");
}

std::optional<std::string> difference(const Played& one, const std::string& a, const Played& other, const std::string& b,
                                      const Cast& cast) {
    const std::size_t both = std::min(one.steps.size(), other.steps.size());
    for (std::size_t i = 0; i < both; ++i) {
        if (one.steps[i] == other.steps[i]) continue;
        return "Step " + std::to_string(i + 1) + " (" + to_text(one.steps[i].choice, cast) + ") differs: in " + a + " " +
               in_full(one.steps[i], cast) + "; in " + b + " " + in_full(other.steps[i], cast) + ".";
    }
    if (one.steps.size() != other.steps.size()) {
        return "There are " + std::to_string(one.steps.size()) + " steps in " + a + " and " + std::to_string(other.steps.size()) + " in " +
               b + ".";
    }
    if (auto cache = difference(one.entries, a, other.entries, b, "cache", cast)) return cache;
    if (auto rows = difference(one.rows, a, other.rows, b, "database", cast)) return rows;
    for (const Property property : kProperties) {
        if (one.verdict.count(property) == other.verdict.count(property)) continue;
        return "The verdict on " + std::string(id_of(property)) + " is " + std::to_string(one.verdict.count(property)) + " in " + a +
               " and " + std::to_string(other.verdict.count(property)) + " in " + b + ".";
    }
    return std::nullopt;
}

}  // namespace stampede
