// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <utility>
#include <vector>

#include "core/oracle/flat_map.h"

namespace stampede {

/// Larger values by number; places are used again, so memory follows the most that were held at once.
template <class V>
class Pool {
   public:
    V* find(std::uint64_t key) {
        const std::uint32_t* at = index_.find(key);
        return at == nullptr ? nullptr : &values_[*at - 1];
    }
    const V* find(std::uint64_t key) const { return const_cast<Pool*>(this)->find(key); }

    /// The value of the key, made if there is none. Valid until the next is made.
    V& operator[](std::uint64_t key) {
        std::uint32_t& place = index_[key];
        if (place != 0) return values_[place - 1];
        if (free_.empty()) {
            values_.emplace_back();
            place = static_cast<std::uint32_t>(values_.size());
        } else {
            place = free_.back();
            free_.pop_back();
            values_[place - 1] = V{};
        }
        return values_[place - 1];
    }

    void erase(std::uint64_t key) {
        if (const auto place = index_.take(key)) free_.push_back(*place);
    }

    void clear() { *this = Pool{}; }
    std::size_t size() const { return index_.size(); }

    template <class F>
    void each(F call) const {
        index_.each([&](std::uint64_t key, std::uint32_t at) { call(key, values_[at - 1]); });
    }
    template <class F>
    void each(F call) {
        index_.each([&](std::uint64_t key, std::uint32_t at) { call(key, values_[at - 1]); });
    }

   private:
    FlatMap<std::uint32_t> index_;  // one more than the place
    std::vector<V> values_;
    std::vector<std::uint32_t> free_;
};

}  // namespace stampede
