// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "core/faults/fault_catalogue.h"
#include "core/model/fault.h"
#include "core/ports/random_source.h"

namespace stampede {

/// What one direction of an instance's way to Redis suffers from. Toxiproxy calls each of these a toxic.
struct Toxics {
    struct Latency {
        Duration added{0};
        Duration jitter{0};
        double probability = 1;
    };

    bool hold = false;                 ///< nothing gets through
    std::vector<Latency> latency{};    ///< they add up
    std::uint64_t bytes_a_second = 0;  ///< 0: no bound
    std::size_t slice = 0;             ///< bytes at a time, 0: all
    Duration gap{0};                   ///< between slices
    std::uint64_t limit = 0;           ///< the connection ends after so many bytes; 0: no bound

    bool any() const { return hold || !latency.empty() || bytes_a_second != 0 || slice != 0 || limit != 0; }
    /// What a message is held up for on its way, beside its length.
    Duration draw(RandomSource& random) const;
    /// How long so many bytes occupy the line.
    Duration time_for(std::size_t bytes) const;
};

/// The faults of the lines between the instances and Redis that are active; both worlds read from it what they have to do.
class LineFaults {
   public:
    /// Replaces the one of the same scope.
    void inject(const Fault& fault);
    void heal(const Fault& fault);
    void clear() { faults_.clear(); }
    bool empty() const { return faults_.empty(); }
    bool concern(InstanceId instance) const;

    /// Connections are refused.
    bool down(InstanceId instance) const;
    /// `direction` is downstream or upstream.
    Toxics toxics(InstanceId instance, Stream direction) const;

   private:
    std::vector<Fault> faults_;
};

}  // namespace stampede
