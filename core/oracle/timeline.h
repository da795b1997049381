// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <unordered_set>
#include <vector>

#include "core/model/event.h"

namespace stampede {

/// One second of a run.
struct TimelineSecond {
    std::uint64_t ended = 0;      ///< requests
    std::uint64_t ok = 0;         ///< ... of these, answered or acknowledged
    std::uint64_t reads = 0;      ///< ... of these, reads
    std::uint64_t hits = 0;       ///< ... of these, answered from a cache
    std::uint64_t timed_out = 0;  ///< operations of the database that nobody waits for any more
    std::uint64_t shed = 0;       ///< loads refused to spare the database
    std::uint64_t waiting = 0;    ///< at its end: operations that the database has not performed and somebody waits for
    std::uint64_t abandoned = 0;  ///< at its end: those that it will perform for nobody
    std::uint64_t in_flight = 0;  ///< at its end: requests

    double success() const { return ended == 0 ? 1 : static_cast<double>(ok) / static_cast<double>(ended); }
    double hit_rate() const { return reads == 0 ? 0 : static_cast<double>(hits) / static_cast<double>(reads); }
};

/// A run second by second, so that it is seen how a trouble comes about, and why it stays: a fold over the journal.
class Timeline {
   public:
    /// Whether what is given up while it queues leaves the database's queue, see RunConfig.
    explicit Timeline(bool database_cancels = true) : database_cancels_(database_cancels) {}

    /// The first second begins now; what is in flight stays known.
    void begin(Instant now);
    void apply(const Event& event);

    const std::vector<TimelineSecond>& seconds() const { return seconds_; }

   private:
    TimelineSecond& second_of(Instant at);
    void end_request(const Event& event);
    void end_operation(const Event& event);

    bool database_cancels_;
    Instant begin_{0};
    std::vector<TimelineSecond> seconds_;
    std::unordered_set<OperationId> waiting_;  // only counted and looked up, never gone through
    std::unordered_set<OperationId> abandoned_;
    std::uint64_t in_flight_ = 0;
};

}  // namespace stampede
