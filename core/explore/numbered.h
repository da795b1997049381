// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <deque>
#include <unordered_map>
#include <utility>

#include "core/explore/fingerprint.h"

namespace stampede {

/// Things that are kept once and known by number from then on. Equal fingerprints: the same thing.
template <class T>
class Numbered {
   public:
    std::uint32_t number(const Fingerprint& print, T thing) {
        const auto [found, added] = numbers_.try_emplace(print, static_cast<std::uint32_t>(things_.size()));
        if (added) things_.push_back(std::move(thing));
        return found->second;
    }
    const T& operator[](std::uint32_t number) const { return things_[number]; }
    std::size_t size() const { return things_.size(); }

   private:
    std::deque<T> things_;  // which stay where they are
    std::unordered_map<Fingerprint, std::uint32_t, FingerprintHash> numbers_;
};

}  // namespace stampede
