// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <vector>

namespace stampede {

/// Something to do at a time: a plain function, so that queueing it allocates nothing.
struct Timer {
    void (*run)(void* context, std::uint64_t argument) = nullptr;
    void* context = nullptr;
    std::uint64_t argument = 0;
};

/// Timers ordered by (deadline, order of insertion). Determinism lives here: equal deadlines run first in, first out. A 4-ary heap,
/// because it touches fewer cache lines than a binary one. Single timers are not removed:
/// whoever queues one checks, when it fires, whether it still matters.
class TimerQueue {
   public:
    using Instant = std::chrono::nanoseconds;

    void push(Instant deadline, Timer timer);
    bool empty() const { return heap_.empty(); }
    std::size_t size() const { return heap_.size(); }

    /// Precondition of both: not empty.
    Instant next_deadline() const { return heap_.front().deadline; }
    Timer pop();
    /// Removes every timer with this context.
    void forget(const void* context);

   private:
    struct Entry {
        Instant deadline;
        std::uint64_t sequence;
        Timer timer;

        bool before(const Entry& other) const { return deadline != other.deadline ? deadline < other.deadline : sequence < other.sequence; }
    };

    std::vector<Entry> heap_;
    std::uint64_t sequence_ = 0;
};

}  // namespace stampede
