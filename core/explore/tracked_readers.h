// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <utility>
#include <vector>

#include "core/explore/exchange.h"
#include "core/model/key.h"

namespace stampede {

/// Which instances Redis has to tell when a key changes (CLIENT TRACKING), as numbered states: each change is told once.
class TrackedReaders {
   public:
    /// Keys in order, each with a bit for each instance.
    using Readers = std::vector<std::pair<Key, std::uint8_t>>;

    TrackedReaders() { number({}); }
    std::uint32_t read(std::uint32_t state, Key key, std::uint8_t instance_bit) {
        Readers readers = states_[state];
        const auto at = std::lower_bound(readers.begin(), readers.end(), key, [](const auto& entry, Key k) { return entry.first < k; });
        if (at != readers.end() && at->first == key) {
            at->second |= instance_bit;
        } else {
            readers.insert(at, {key, instance_bit});
        }
        return number(std::move(readers));
    }
    /// The instances that have read the key; they are told, and forgotten.
    std::pair<std::uint32_t, std::uint8_t> take(std::uint32_t state, Key key) {
        Readers readers = states_[state];
        const auto at = std::find_if(readers.begin(), readers.end(), [&](const auto& entry) { return entry.first == key; });
        if (at == readers.end()) return {state, 0};
        const std::uint8_t who = at->second;
        readers.erase(at);
        return {number(std::move(readers)), who};
    }
    std::uint32_t forget(std::uint32_t state, std::uint8_t instance_bit) {
        Readers readers = states_[state];
        for (auto& entry : readers) entry.second &= static_cast<std::uint8_t>(~instance_bit);
        std::erase_if(readers, [](const auto& entry) { return entry.second == 0; });
        return number(std::move(readers));
    }

   private:
    std::uint32_t number(Readers readers) {
        Fingerprint print;
        for (const auto& [key, who] : readers) {
            print.add(print_of(Message{Channel::tracking, false, key}));
            print.add(who);
        }
        return states_.number(print, std::move(readers));
    }
    Numbered<Readers> states_;
};

}  // namespace stampede
