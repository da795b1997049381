// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "core/model/time.h"

namespace stampede {

/// Which keys are asked for.
enum class Distribution : std::uint8_t { zipf, uniform, latest };

/// The load of a run. Fields and presets follow YCSB (Cooper et al. 2010).
struct Workload {
    std::string name = "custom";
    double read_share = 0.95;  ///< 0 to 1
    double insert_share = 0;   ///< 0 to 1: writes of rows that do not exist yet
    double rmw_share = 0;      ///< 0 to 1: a read of a key and then a write of it, by the same client
    double scan_share = 0;     ///< 0 to 1: reads of up to `scan_length` neighbouring keys
    std::uint32_t scan_length = 100;
    std::uint32_t keys = 1000;  ///< 1 to 10,000
    double theta = 0.99;        ///< skew of Zipf's law, 0 to 2; 0 is uniform
    Distribution distribution = Distribution::zipf;
    std::uint32_t clients = 16;  ///< 1 to 10,000 sending at the same time
    double rate = 0;             ///< requests a second of all clients together; 0: each sends as soon as its last was answered
    std::uint32_t warm = 0;      ///< rows 1 to this are read before the first request that counts, at most 10,000
    std::uint64_t requests = 0;  ///< stop after so many; 0: no limit
    Duration duration{0};        ///< stop after so long; 0: no limit
};

}  // namespace stampede
