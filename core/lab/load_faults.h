// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/lab/lab.h"
#include "core/ports/random_source.h"
#include "core/workload/operation_mix.h"

namespace stampede {

/// What the faults that are active in a lab make of its load. It asks with every request, so they work from one moment to the next.
class LoadFaults {
   public:
    /// Absent rows that a penetration asks for have ids from here on: far above what the data set has and what a load inserts.
    static constexpr std::uint32_t kAbsent = 1'000'000'000;

    LoadFaults(const Lab& lab, std::uint64_t seed) : lab_(&lab), random_(seed ^ kStream) {}

    /// So many times as many clients send: traffic_spike.
    std::uint32_t factor() const;
    /// Another key: hot_key, penetration.
    void alter(Intent& intent);

   private:
    static constexpr std::uint64_t kStream = 0x6c6f6164ULL;

    const Lab* lab_;
    RandomSource random_;  // no draw of the workload is shifted by a fault
};

}  // namespace stampede
