// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/oracle/cached_entries.h"
#include "core/oracle/sessions.h"
#include "core/oracle/unsure_reads.h"

namespace stampede {

/// Judges what reads returned against what they had to return at least when they began.
class Reads {
   public:
    Reads(Rows& rows, WriteOrder& order, Sessions& sessions, UnsureReads& unsure, Findings& findings, Verdict& counted)
        : rows_(&rows), order_(&order), sessions_(&sessions), unsure_(&unsure), findings_(&findings), counted_(&counted) {}

    void begun(RowIndex row, const Event& event, std::uint64_t position);
    /// A write has begun or ended: what its session counts on changes with its end.
    void write_begun(SessionId session, RequestId request) { enter(session, request); }
    void write_ended(SessionId session) { leave(session); }
    /// The read has looked and found this old entry; nullptr: it asked the database.
    void looked(RowIndex row, const Event& event, const Mark& mark, const CachedEntry* entry, bool differs);
    /// The read has got a reply, and may end in a moment.
    void may_end(RequestId request) const {
        if (const Reading* reading = reading_.find(request)) sessions_->will_read(reading->session, reading->row);
    }
    void ended(const Event& event, const Mark& mark);

   private:
    struct Reading {
        RowIndex row = 0;
        SessionId session = 0;
        bool more = false;  // there is a Snapshot
        bool local = false;
        std::uint64_t begun = Mark::kNowhere;
        Instant at{0};
        Bound acknowledged, seen;  // of the row, as the read began
    };
    /// What only few reads need: where an old value came from, and what their sessions counted on as they began if that may have changed
    /// before they end.
    struct Snapshot {
        Mark filled{}, removed{};
        bool in_session = false;
        SessionBounds session;
        Bound unsure, unsure_of_session;
    };
    /// A session's requests in flight.
    struct Open {
        std::uint32_t count = 0;
        RequestId alone = 0;  // the only one ever since, and thus without a snapshot
    };

    void enter(SessionId session, RequestId request);
    void leave(SessionId session);
    void note_session(RequestId request);
    Snapshot& more(RequestId request, Reading& reading);
    void judge(const Reading& reading, Rank rank, const Event& event, const Mark& mark);
    void judge_session(const Reading& reading, const Snapshot& kept, Rank rank, const Event& event);
    void report(Property property, const Reading& reading, const Bound& bound, bool acknowledged, const Event& event);
    Bound higher(RowIndex row, const Bound& a, const Bound& b) const { return order_->rank(row, a) >= order_->rank(row, b) ? a : b; }

    Rows* rows_;
    WriteOrder* order_;
    Sessions* sessions_;
    UnsureReads* unsure_;
    Findings* findings_;
    Verdict* counted_;
    Pool<Reading> reading_;
    Pool<Snapshot> more_;
    FlatMap<Open> open_;
};

}  // namespace stampede
