// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ostream>

#include "core/model/operation.h"

namespace stampede::test {

/// One thing that is done to both worlds, in small numbers that a shrinking search can make smaller. What each world hands out, tokens and
/// batches, is named by its place in the order in which it came.
struct Step {
    Verb verb = Verb::cache_get;  ///< db_begin stands for a whole transaction: begin and commit
    std::uint8_t key = 0;         ///< one of a few rows
    std::uint8_t role = 0;        ///< for the verbs that have a choice: 0 the row's entry, 1 its counter or lock
    std::uint8_t version = 0;
    std::uint8_t state = 0;  ///< value, absent, tombstone
    std::uint8_t instance = 0;
    std::uint8_t count = 1;
    std::uint8_t pick = 0;  ///< which of the last batches, or which token
    bool flag = false;      ///< erase, outbox, newer, a TTL: whatever the verb knows
};

inline std::ostream& operator<<(std::ostream& out, const Step& step) {
    return out << name_of(step.verb) << "{key " << int(step.key) << ", role " << int(step.role) << ", version " << int(step.version)
               << ", state " << int(step.state) << ", instance " << int(step.instance) << ", count " << int(step.count) << ", pick "
               << int(step.pick) << (step.flag ? ", flag}" : "}");
}

}  // namespace stampede::test
