// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace stampede {

/// All randomness of a lab. The engine (SplitMix64, Steele, Lea & Flood 2014) and the distributions are our own because those of the
/// standard library differ from one implementation to the next, and a seed must mean the same run everywhere.
class RandomSource {
   public:
    explicit RandomSource(std::uint64_t seed) : state_(seed) {}

    std::uint64_t next() {
        std::uint64_t z = (state_ += 0x9E3779B97F4A7C15ULL);
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
        return z ^ (z >> 31);
    }
    /// Evenly in [0, 1).
    double unit() { return static_cast<double>(next() >> 11) * 0x1.0p-53; }
    /// Evenly in [0, bound); 0 when bound is 0. The bias is below 2^-32 for bounds that fit 32 bits.
    std::uint64_t below(std::uint64_t bound) { return static_cast<std::uint64_t>(unit() * static_cast<double>(bound)); }

    /// An independent stream, so that one consumer's draws do not shift another's.
    RandomSource fork() { return RandomSource(next()); }

   private:
    std::uint64_t state_;
};

}  // namespace stampede
