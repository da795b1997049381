// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <optional>
#include <vector>

#include "core/model/key.h"

namespace stampede {

/// The 16 best victims that Redis has come across so far. It looks at five keys at a time and remembers them from one eviction to the
/// next, which is nearly as good as an order over all keys (antirez, "Random notes on improving the Redis LRU algorithm", 2016).
/// Scores are those of the moment when the key was seen, and the key may be gone since.
class EvictionPool {
   public:
    static constexpr std::size_t kSamples = 5;  ///< maxmemory-samples
    static constexpr std::size_t kSize = 16;    ///< EVPOOL_SIZE

    void offer(Key key, std::uint64_t score) {
        const auto worse = [](const Candidate& candidate, std::uint64_t than) { return candidate.score < than; };
        const auto place = std::lower_bound(candidates_.begin(), candidates_.end(), score, worse);
        const bool full = candidates_.size() == kSize;
        if (full && place == candidates_.begin()) return;
        candidates_.insert(place, {key, score});
        if (full) candidates_.erase(candidates_.begin());
    }

    /// The best of them, which leaves the pool.
    std::optional<Key> take() {
        if (candidates_.empty()) return std::nullopt;
        const Key best = candidates_.back().key;
        candidates_.pop_back();
        return best;
    }

    void clear() { candidates_.clear(); }

   private:
    struct Candidate {
        Key key{};
        std::uint64_t score = 0;
    };
    std::vector<Candidate> candidates_;  // the best one last
};

}  // namespace stampede
