// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "core/model/value.h"

namespace stampede {

/// A set of writes, one bit for each request up to the largest: 1.25 MB for ten million. Which writes have committed must be known for
/// ever, since a queue may bring one again at any time.
class WriteSet {
   public:
    bool contains(WriteId write) const {
        const std::size_t word = write / 64;
        return word < words_.size() && ((words_[word] >> (write % 64)) & 1) != 0;
    }
    void insert(WriteId write) {
        const std::size_t word = write / 64;
        if (word >= words_.size()) words_.resize(word + 1);
        words_[word] |= std::uint64_t{1} << (write % 64);
    }

    void erase(WriteId write) {
        if (contains(write)) words_[write / 64] &= ~(std::uint64_t{1} << (write % 64));
    }

   private:
    std::vector<std::uint64_t> words_;
};

}  // namespace stampede
