// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <vector>

#include "core/ports/random_source.h"
#include "core/workload/workload.h"

namespace stampede {

/// Draws row numbers from 1 to `keys`. Under Zipf's law row 1 is the hottest: P(i) ~ 1 / i^theta, drawn exactly from the cumulative sum.
/// `latest` draws the distance from the newest row the same way.
class KeyChooser {
   public:
    KeyChooser(Distribution distribution, std::uint32_t keys, double theta);

    std::uint32_t draw(RandomSource& random) const;

    /// A row was inserted: rows now go up to this one.
    void inserted(std::uint32_t id) { newest_ = id; }

   private:
    Distribution distribution_;
    std::uint32_t keys_;
    std::uint32_t newest_;
    std::vector<double> cumulative_;  // empty for uniform
};

}  // namespace stampede
