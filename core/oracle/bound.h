// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/oracle/finding.h"
#include "core/oracle/rank.h"

namespace stampede {

/// What a read must at least return, and which event has made it so.
struct Bound {
    Rank rank = kNoRank;
    WriteId pending = 0;  ///< a write that was not settled by then; its rank is found out when it is needed
    RequestId request = 0;
    std::uint64_t position = Mark::kNowhere;
    Instant at{0};

    /// Raises it to a rank. `by`: the acknowledgement, or the answer, that shows it.
    void raise(Rank to, const Mark& by) {
        if (to <= rank) return;
        rank = to;
        if (pending == 0) came_from(by);
    }
    /// Raises it to the rank that the write will turn out to have.
    void await(WriteId write, const Mark& by) {
        pending = write;
        came_from(by);
    }
    static Bound awaiting(WriteId write, const Mark& by) {
        Bound bound;
        bound.await(write, by);
        return bound;
    }
    /// The write is settled.
    void settle(Rank to) {
        pending = 0;
        rank = to > rank ? to : rank;
    }
    void came_from(const Mark& by) {
        request = by.request;
        position = by.position;
        at = by.at;
    }
    Mark mark() const {
        Mark mark;
        mark.position = position;
        mark.at = at;
        mark.request = request;
        mark.type = EventType::request_ended;
        return mark;
    }
};

}  // namespace stampede
