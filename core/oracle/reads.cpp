// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/oracle/reads.h"

#include <algorithm>

namespace stampede {

void Reads::begun(RowIndex row, const Event& event, std::uint64_t position) {
    const RowRecord& record = (*rows_)[row];
    Reading& reading = reading_[event.request];
    reading.row = row;
    reading.session = event.session;
    reading.begun = position;
    reading.at = event.at;
    reading.acknowledged = record.acknowledged;
    reading.seen = record.seen;
    if (!unsure_->empty()) {
        const Bound* all = unsure_->of(UnsureReads::kEverybody, row);
        const Bound* own = event.session == 0 ? nullptr : unsure_->of(event.session, row);
        if (all != nullptr) more(event.request, reading).unsure = *all;
        if (own != nullptr) more(event.request, reading).unsure_of_session = *own;
    }
    enter(event.session, event.request);
}

// What a session counts on changes only when one of its requests ends. While a request is the only one in flight, what the session counts
// on as it began can be looked up at its end; a snapshot is due as soon as it is not.
void Reads::enter(SessionId session, RequestId request) {
    if (session == 0) return;
    Open& open = open_[session];
    if (open.count++ == 0) {
        open.alone = request;
        return;
    }
    if (open.alone != 0) note_session(open.alone);
    open.alone = 0;
    note_session(request);
}

void Reads::leave(SessionId session) {
    if (session == 0) return;
    Open& open = open_[session];
    open.count -= open.count > 0 ? 1 : 0;
}

void Reads::note_session(RequestId request) {
    Reading* reading = reading_.find(request);
    if (reading == nullptr) return;
    Snapshot& kept = more(request, *reading);
    kept.in_session = true;
    kept.session = sessions_->of(reading->session, reading->row);
}

Reads::Snapshot& Reads::more(RequestId request, Reading& reading) {
    reading.more = true;
    return more_[request];
}

void Reads::looked(RowIndex row, const Event& event, const Mark& mark, const CachedEntry* entry, bool differs) {
    if (!differs && (*rows_)[row].acknowledged.pending == 0) return;
    Reading* reading = reading_.find(event.request);
    if (reading == nullptr) return;
    Snapshot& kept = more(event.request, *reading);
    reading->local = event.type == EventType::local_hit;
    kept.filled = entry == nullptr ? mark : entry->filled;
    kept.removed = entry == nullptr ? Mark{} : entry->removed;
    kept.filled.value = event.value;
}

void Reads::ended(const Event& event, const Mark& mark) {
    const Reading* reading = reading_.find(event.request);
    if (reading == nullptr) return;
    if (event.outcome == Outcome::ok) {
        const RowIndex row = reading->row;
        RowRecord& record = (*rows_)[row];
        const Rank rank = order_->rank(row, event.value, event.found);
        judge(*reading, rank, event, mark);
        if (event.found && event.value.version == 0) order_->returned(row, event.value, event.session, mark);
        if (order_->unsure(event.value)) {
            unsure_->add(*order_, row, event.value.write, event.session, mark);
        } else {
            order_->raise(row, record.seen, event.value, rank, mark);
            sessions_->read(event.session, row, event.value, rank, mark);
        }
    }
    leave(event.session);
    if (reading->more) more_.erase(event.request);
    reading_.erase(event.request);
}

void Reads::judge(const Reading& reading, Rank rank, const Event& event, const Mark& mark) {
    const RowIndex row = reading.row;
    const Rank told = order_->rank(row, reading.acknowledged);
    Bound seen_bound = reading.seen;
    const Snapshot* kept = reading.more ? more_.find(event.request) : nullptr;
    if (kept != nullptr) seen_bound = higher(row, reading.seen, kept->unsure);
    const Rank seen = order_->rank(row, seen_bound);
    // Whatever a session counts on, it has been told of or has seen; so what is no stale read breaks no promise to it either.
    if (rank >= std::max(told, seen)) return;
    ++counted_->stale_reads;
    const CommitHistory& history = (*rows_)[row].history;
    if (const Commit* newer = history.first_newer(rank)) {
        counted_->max_staleness = std::max(counted_->max_staleness, mark.at - newer->mark.at);
        counted_->max_versions_behind = std::max(counted_->max_versions_behind, history.newer_than(rank));
    }
    const bool acknowledged = told >= seen;
    report(Property::stale_read, reading, acknowledged ? reading.acknowledged : seen_bound, acknowledged, event);
    if (event.session != 0) judge_session(reading, kept == nullptr ? Snapshot{} : *kept, rank, event);
}

void Reads::judge_session(const Reading& reading, const Snapshot& kept, Rank rank, const Event& event) {
    const SessionBounds session = kept.in_session ? kept.session : sessions_->of(event.session, reading.row);
    const Bound seen = higher(reading.row, session.seen, kept.unsure_of_session);
    if (rank < order_->rank(reading.row, seen)) {
        ++counted_->monotonic_reads;
        report(Property::monotonic_read, reading, seen, false, event);
    }
    if (rank < order_->rank(reading.row, session.written)) {
        ++counted_->read_your_writes;
        report(Property::read_your_writes, reading, session.written, true, event);
    }
}

void Reads::report(Property property, const Reading& reading, const Bound& bound, bool acknowledged, const Event& event) {
    if (!findings_->wants(property)) return;
    const CommitHistory& history = (*rows_)[reading.row].history;
    Finding finding{.property = property, .key = event.key, .request = event.request, .session = event.session, .at = event.at};
    finding.value = event.value;
    finding.found = event.found;
    finding.local = reading.local;
    finding.instance = event.instance;
    finding.newer = Value{acknowledged ? bound.request : bound.pending, 0};
    if (const Commit* newer = history.at_rank(order_->rank(reading.row, bound))) {
        finding.newer = newer->mark.value;
        finding.exists = newer->exists;
    }
    finding.add(acknowledged ? Part::acknowledged : Part::seen, bound.mark());
    Mark began;
    began.position = reading.begun;
    began.at = reading.at;
    began.request = event.request;
    began.instance = event.instance;
    finding.add(Part::began, began);
    const Snapshot* kept = reading.more ? more_.find(event.request) : nullptr;
    if (kept != nullptr && kept->filled.known() && kept->filled.value == event.value) {
        finding.add(kept->filled.verb == Verb::db_select ? Part::loaded : Part::filled, kept->filled);
        finding.add(Part::removed, kept->removed);
    }
    findings_->add(finding);
}

}  // namespace stampede
