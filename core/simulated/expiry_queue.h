// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <queue>
#include <tuple>
#include <vector>

#include "core/model/key.h"
#include "core/model/time.h"

namespace stampede {

/// When keys fall due, the earliest first; equal deadlines in the order in which they were set. A cache holds many deadlines that lie far
/// off: they wait here and not among the scheduler's timers, where every operation would have to get past them. A key may have been set
/// again or deleted since: whoever takes it looks.
class ExpiryQueue {
   public:
    void push(Instant at, Key key) { queue_.push({at, ++sequence_, key}); }

    /// kNever when there is none.
    Instant next() const { return queue_.empty() ? kNever : queue_.top().at; }

    /// Precondition: there is one.
    Key take() {
        const Key key = queue_.top().key;
        queue_.pop();
        return key;
    }

   private:
    struct Due {
        Instant at{0};
        std::uint64_t sequence = 0;
        Key key{};

        bool operator>(const Due& other) const { return std::tie(at, sequence) > std::tie(other.at, other.sequence); }
    };
    std::priority_queue<Due, std::vector<Due>, std::greater<>> queue_;
    std::uint64_t sequence_ = 0;
};

}  // namespace stampede
