// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

#include "core/explore/scenario.h"

namespace stampede::test {

/// So many clients with one request each, on a strategy without guards.
inline Scenario scenario_of(const char* strategy, std::uint32_t readers, std::uint32_t writers) {
    Scenario scenario;
    scenario.config.strategy = strategy;
    scenario.readers = readers;
    scenario.writers = writers;
    return scenario;
}

}  // namespace stampede::test
