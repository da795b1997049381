// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "core/model/key.h"

namespace stampede {

/// A set of keys in little memory that is never wrong when it says no, and wrong when it says yes in a known share of cases (Bloom 1970).
/// For n keys and an error p it takes m = -n ln p / (ln 2)^2 bits and k = m/n ln 2 hashes: at 1 %, 9.6 bits a key and 7 hashes.
/// Nothing can be taken out.
class BloomFilter {
   public:
    BloomFilter(std::size_t keys, double error) {
        const double ln2 = std::log(2.0);
        const double bits = -static_cast<double>(keys) * std::log(error) / (ln2 * ln2);
        bits_.resize(std::max<std::size_t>(64, static_cast<std::size_t>(std::ceil(bits))));
        const double hashes = static_cast<double>(bits_.size()) / static_cast<double>(keys) * ln2;
        hashes_ = std::max<std::size_t>(1, static_cast<std::size_t>(std::lround(std::min(hashes, 64.0))));
    }

    void add(Key key) {
        for (std::size_t i = 0; i < hashes_; ++i) bits_[place(key, i)] = true;
    }
    bool may_contain(Key key) const {
        for (std::size_t i = 0; i < hashes_; ++i) {
            if (!bits_[place(key, i)]) return false;
        }
        return true;
    }
    void clear() { bits_.assign(bits_.size(), false); }

    std::size_t bits() const { return bits_.size(); }
    std::size_t hashes() const { return hashes_; }

   private:
    // Two hashes make as many as are wanted (Kirsch & Mitzenmacher 2006).
    std::size_t place(Key key, std::size_t i) const {
        const std::uint64_t row = (static_cast<std::uint64_t>(key.kind) << 32) | key.id;
        return static_cast<std::size_t>((mixed(row) + i * (mixed(~row) | 1)) % bits_.size());
    }
    // The finalizer of SplitMix64.
    static constexpr std::uint64_t mixed(std::uint64_t z) {
        z += 0x9E3779B97F4A7C15ULL;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
        return z ^ (z >> 31);
    }

    std::vector<bool> bits_;
    std::size_t hashes_ = 1;
};

}  // namespace stampede
