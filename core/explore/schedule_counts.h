// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "core/model/property.h"

namespace stampede {

/// One choice leads from one state to another.
struct StateEdge {
    std::uint32_t from = 0;
    std::uint32_t to = 0;
};

/// A state at which executions end, and what they have broken.
struct StateEnd {
    std::uint32_t state = 0;
    Properties broken{};
    bool wide = false;  ///< more loads of a row were in flight at once than looked for
};

struct ScheduleCounts {
    std::uint64_t all = 0;
    std::array<std::uint64_t, kPropertyCount> bad{};  ///< by Property
    std::uint64_t wide = 0;
};

/// The ways from state 0 to the ends, and those of them that break something; saturates. Precondition: no way leads in a circle.
ScheduleCounts count_schedules(std::size_t states, std::span<const StateEdge> edges, std::span<const StateEnd> ends);

}  // namespace stampede
