// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace stampede {

/// What can happen next, one of several things.
enum class Move : std::uint8_t {
    step,          ///< the actor's operation is performed and answered
    lose_request,  ///< the operation never reaches the cache; the actor learns that nobody answered
    lose_reply,    ///< the operation has its effect, and the actor learns that nobody answered
    expire,        ///< the entry of row `actor` expires
    expire_lock,   ///< the lock or lease of row `actor` runs out under whoever holds it
    crash,         ///< instance `actor` crashes, and is started again
    deliver,       ///< the oldest message on its way to instance `actor` arrives
};

/// One move of one actor. Actors are numbered: first the clients (readers, writers, erasers,
/// sessions), then what runs beside them.
struct ExploreChoice {
    Move move = Move::step;
    std::uint8_t actor = 0;

    friend bool operator==(ExploreChoice, ExploreChoice) = default;
};

/// How many actors of each kind there are, to name them.
struct Cast {
    std::uint32_t readers = 0;
    std::uint32_t writers = 0;
    std::uint32_t erasers = 0;
    std::uint32_t sessions = 0;
};

/// "R1", "W2", "D1", "S1" for steps of readers, writers, erasers and clients with several requests, "B1" for work beside them; "R1-" a lost
/// request, "W1~" a lost reply, "X1" an expiry, "L1" that of a lock, "C1" a crash, "M1" a message.
std::string to_text(ExploreChoice choice, const Cast& cast);
std::optional<ExploreChoice> parse_choice_of_actor(std::string_view word, const Cast& cast);

/// Words separated by spaces.
std::string to_text(const std::vector<ExploreChoice>& script, const Cast& cast);

}  // namespace stampede
