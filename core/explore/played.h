// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/explore/choice.h"
#include "core/model/operation.h"
#include "core/oracle/finding.h"
#include "core/oracle/verdict.h"

namespace stampede {

/// How a request of an actor ended. Writes are named by who made them, see `name_of_write`.
struct PlayedAnswer {
    std::uint8_t actor = 0;
    Outcome outcome = Outcome::ok;
    bool found = false;  ///< of a read
    Value value{};       ///< of a read
    Source source = Source::none;

    friend bool operator==(const PlayedAnswer&, const PlayedAnswer&) = default;
};

/// One step of a script, and what it came to. Tokens, times and places in memory differ from play to play and are left out.
struct PlayedStep {
    ExploreChoice choice{};
    std::vector<std::uint8_t> movable{};  ///< who could have made a step instead
    Verb verb = Verb::none;               ///< none: no store was asked
    Key key{};
    Outcome outcome = Outcome::ok;
    bool found = false;
    bool applied = false;
    EntryState state = EntryState::value;
    Value value{};
    std::vector<PlayedAnswer> answers{};  ///< requests that ended in the step, by actor

    friend bool operator==(const PlayedStep&, const PlayedStep&) = default;
};

/// What a store holds under a key; of nothing, found is false, the state a value and the version 0.
struct Held {
    Key key{};
    bool found = false;
    EntryState state = EntryState::value;
    Value value{};

    friend bool operator==(const Held&, const Held&) = default;
};

/// A script that has been played, and then on to the end by the rule that the first who can make a step does.
struct Played {
    std::vector<PlayedStep> steps{};
    std::size_t scripted = 0;     ///< so many of the steps were the script's
    std::vector<Held> entries{};  ///< of the cache, in order of their keys
    std::vector<Held> rows{};
    Verdict verdict{};
    std::vector<Finding> findings{};
    std::vector<std::size_t> events{};    ///< by step: how many events there had been by its end
    std::vector<std::string> requests{};  ///< the actor's name by request id, for sentences; "" where there is none
};

/// Requests have other numbers in another play, so a write is known by its actor and by which of the actor's requests it is, from 1.
constexpr WriteId name_of_write(std::uint8_t actor, std::uint32_t request) { return (WriteId{actor} + 1) * 32 + request; }

/// One sentence that says where two plays of a script differ first, `a` and `b` being their names; none when they are equal.
std::optional<std::string> difference(const Played& one, const std::string& a, const Played& other, const std::string& b, const Cast& cast);

/// "GET user:profile:1: miss", "SELECT user:profile:1: W1's v2", "no store was asked".
std::string to_text(const PlayedStep& step, const Cast& cast);

/// The value as a script names it: "v1", "W1's v2".
std::string to_text(Value value, const Cast& cast);

}  // namespace stampede
