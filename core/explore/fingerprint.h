// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>

namespace stampede {

/// 128 bits that stand for a state. Two states with equal fingerprints are taken for one: with n states the chance that any two differ
/// and collide is below n^2 / 2^129.
struct Fingerprint {
    std::uint64_t low = 0x243f6a8885a308d3ULL;
    std::uint64_t high = 0x13198a2e03707344ULL;

    void add(std::uint64_t word) {
        low = mixed(low ^ word);
        high = mixed(high + word * 0x9E3779B97F4A7C15ULL);
    }
    void add(const Fingerprint& other) {
        add(other.low);
        add(other.high);
    }

    friend bool operator==(const Fingerprint&, const Fingerprint&) = default;
    friend auto operator<=>(const Fingerprint&, const Fingerprint&) = default;

   private:
    // The finalizer of SplitMix64.
    static std::uint64_t mixed(std::uint64_t z) {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
        return z ^ (z >> 31);
    }
};

struct FingerprintHash {
    std::size_t operator()(const Fingerprint& print) const { return static_cast<std::size_t>(print.low); }
};

}  // namespace stampede
