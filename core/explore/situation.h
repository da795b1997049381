// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>

#include "core/explore/judge.h"
#include "core/explore/scenario.h"

namespace stampede {

/// Messages on their way to one instance, by number, the oldest first.
struct Mailbox {
    static constexpr std::size_t kMost = 8;
    std::array<std::uint16_t, kMost> messages{};
    std::uint8_t count = 0;

    void take_first() {
        for (std::size_t i = 1; i < count; ++i) messages[i - 1] = messages[i];
        --count;
    }
};

/// A state of everything that is explored, as plain data: copying it is how a search goes back. Code and stores are machines whose states
/// have numbers, see Code and CacheStates.
struct Situation {
    static constexpr std::size_t kMostCodes = Scenario::kMostClients + 1;

    std::array<std::uint32_t, kMostCodes> code{};
    std::uint32_t cache = 0;
    std::uint32_t database = 0;
    std::uint32_t tracked = 0;                                    ///< what Redis remembers of who has read what, by number
    std::uint64_t news = 0;                                       ///< by actor: a store has changed since it began to rest
    std::array<std::uint8_t, 3> hearers{};                        ///< by Channel: a bit for each instance that subscribes
    std::array<std::uint8_t, Scenario::kMostClients> based_on{};  ///< what a session has read last: the write, plus 1; 0: nothing
    std::array<Mailbox, Scenario::kMostInstances> mail{};
    std::uint8_t crashes = 0;
    std::uint8_t expiries = 0;
    std::uint8_t lost = 0;
    bool closing = false;
    bool over = false;
    bool cut_short = false;
    Judge judge{};
};

}  // namespace stampede
