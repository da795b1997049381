// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/oracle/consistency.h"

#include "core/oracle/cached_entries.h"
#include "core/oracle/loads.h"
#include "core/oracle/reads.h"
#include "core/oracle/sessions.h"
#include "core/oracle/unsure_reads.h"
#include "core/oracle/write_order.h"

namespace stampede {

struct Consistency::Body {
    void apply(const Event& event);
    void look(const Event& event);
    void effect(const Event& event, const Mark& mark);
    void certain(WriteId write);
    void begin(const Event& event);
    void end(const Event& event, const Mark& mark);
    void in_the_stores(const Event& event, const Mark& mark);
    void in_an_instance(const Event& event, const Mark& mark);
    void conclude(Verdict& verdict, Findings& findings) const;
    Mark mark(const Event& event) const;

    Rows rows;
    Findings findings;
    Verdict counted;
    WriteOrder order{rows, findings, counted};
    Sessions sessions{order};
    CachedEntries entries{rows, order};
    UnsureReads unsure;
    Reads reads{rows, order, sessions, unsure, findings, counted};
    Loads loads;
    std::uint64_t next = 0;
    Instant now{0};
};

Consistency::Consistency() : body_(std::make_unique<Body>()) {}
Consistency::Consistency(Consistency&&) noexcept = default;
Consistency& Consistency::operator=(Consistency&&) noexcept = default;
Consistency::~Consistency() = default;

void Consistency::apply(const Event& event) { body_->apply(event); }

Verdict Consistency::verdict() const {
    Verdict verdict = body_->counted;
    Findings findings;
    body_->conclude(verdict, findings);
    return verdict;
}

std::vector<Finding> Consistency::findings() const {
    Verdict verdict;
    Findings findings = body_->findings;
    body_->conclude(verdict, findings);
    return findings.all();
}

void Consistency::Body::apply(const Event& event) {
    now = event.at;
    switch (event.type) {
        case EventType::request_begun: begin(event); break;
        case EventType::request_ended: end(event, mark(event)); break;
        case EventType::issued:
            if (event.verb == Verb::db_select) loads.issued(rows[rows.index_of(event.key)]);
            break;
        case EventType::replied:
            if (event.verb == Verb::db_select) loads.replied(rows[rows.index_of(event.key)]);
            if (event.key.role == Role::counter) entries.replied(event);
            if (looks(event.verb)) reads.may_end(event.request);
            break;
        case EventType::effect:
            if (event.outcome != Outcome::ok) break;
            looks(event.verb) ? look(event) : effect(event, mark(event));
            break;
        case EventType::expired:
        case EventType::evicted:
        case EventType::restored:
        case EventType::reverted:
        case EventType::cache_emptied:
        case EventType::cache_started:
        case EventType::cache_died: in_the_stores(event, mark(event)); break;
        case EventType::enqueued:
        case EventType::coalesced:
        case EventType::dead_letter:
        case EventType::local_hit:
        case EventType::local_stored:
        case EventType::local_dropped:
        case EventType::crashed: in_an_instance(event, mark(event)); break;
        default: break;
    }
    ++next;
}

Mark Consistency::Body::mark(const Event& event) const {
    Mark mark;
    mark.position = next;
    mark.at = event.at;
    mark.value = event.value;
    mark.request = event.request;
    mark.type = event.type;
    mark.verb = event.verb;
    mark.instance = event.instance;
    return mark;
}

void Consistency::Body::begin(const Event& event) {
    const RowIndex row = rows.index_of(event.key);
    if (event.kind == RequestKind::read) {
        reads.begun(row, event, next);
    } else {
        order.begun(row, event);
        reads.write_begun(event.session, event.request);
    }
}

void Consistency::Body::end(const Event& event, const Mark& here) {
    if (event.kind == RequestKind::read) return reads.ended(event, here);
    const RowIndex row = rows.index_of(event.key);
    order.ended(row, event, here);
    reads.write_ended(event.session);
    if (event.outcome != Outcome::ok) return;
    sessions.wrote(event.session, row, event.request, here);
    certain(event.request);
}

// What was returned before now binds whoever returned it.
void Consistency::Body::certain(WriteId write) {
    if (unsure.empty()) return;
    const Value value{write, 0};
    unsure.certain(write, [&](SessionId session, RowIndex row, const Mark& by) {
        const Rank rank = order.rank(row, value, true);
        order.raise(row, rows[row].seen, value, rank, by);
        sessions.read(session, row, value, rank, by);
    });
}

void Consistency::Body::look(const Event& event) {
    const RowIndex row = rows.index_of(event.key);
    if (event.verb == Verb::db_select) {
        if (event.found) loads.found(rows[row], event.value.version);
        return reads.looked(row, event, mark(event), nullptr, false);
    }
    if (event.key.role == Role::counter) return entries.effect(row, event, mark(event));
    if (event.key.role != Role::data) return;
    if (event.key.generation == 0) {
        // By far the most frequent of all.
        if (entries.own_differs(row) || rows[row].acknowledged.pending != 0) reads.looked(row, event, mark(event), &rows[row].cached, true);
        return;
    }
    const CachedEntry* entry = entries.in_redis(row, event.key);
    if (entry != nullptr) reads.looked(row, event, mark(event), entry, entries.differs(row, *entry));
}

void Consistency::Body::effect(const Event& event, const Mark& here) {
    const bool lists = event.verb == Verb::list_push || event.verb == Verb::list_write || event.verb == Verb::stream_write;
    const bool changes = stores(event.verb) || removes(event.verb) || commits(event.verb) || lists || event.verb == Verb::cache_incr;
    if (!changes || !event.applied) return;
    const RowIndex row = rows.index_of(event.key);
    const bool uncommitted = event.value.version == 0 && event.value.write != 0;
    if (uncommitted && (lists || (stored(event) && event.key.role == Role::data))) order.placed(row, event, here, lists);
    if (!commits(event.verb)) return entries.effect(row, event, here);
    order.committed(row, event, here, rows[row].history.full() ? entries.ranks(row) : std::span<const Rank>{});
    certain(event.value.write);
    if (event.verb == Verb::db_update && event.request == 0 && event.operation == 0) order.written_outside(row, event, here);
    entries.row_changed(row, event.at);
}

void Consistency::Body::in_the_stores(const Event& event, const Mark& here) {
    switch (event.type) {
        case EventType::expired:
        case EventType::evicted: return entries.vanished(rows.index_of(event.key), event);
        case EventType::restored: return entries.restored(rows.index_of(event.key), event, here);
        case EventType::reverted:
            order.reverted(rows.index_of(event.key), event, here);
            return entries.row_changed(rows.index_of(event.key), event.at);
        default: break;
    }
    entries.cache_lost(event.at);
    order.crashed(0, true, here);
}

void Consistency::Body::in_an_instance(const Event& event, const Mark& here) {
    if (event.type == EventType::local_dropped) return entries.local_dropped(event);
    if (event.type == EventType::crashed) {
        entries.crashed(event.instance);
        return order.crashed(event.instance, false, here);
    }
    const RowIndex row = rows.index_of(event.key);
    switch (event.type) {
        case EventType::enqueued: order.placed(row, event, here, true); break;
        case EventType::coalesced: order.coalesced(event, here); break;
        case EventType::dead_letter: order.given_up(event, here); break;
        case EventType::local_stored:
            if (event.value.version == 0 && event.value.write != 0) order.placed(row, event, here, false);
            entries.local_stored(row, event, here);
            break;
        case EventType::local_hit:
            if (const CachedEntry* entry = entries.in_memory(row, event.key, event.instance)) {
                reads.looked(row, event, here, entry, entries.differs(row, *entry));
            }
            break;
        default: break;
    }
}

void Consistency::Body::conclude(Verdict& verdict, Findings& all) const {
    loads.conclude(verdict);
    order.conclude(verdict, all);
    entries.conclude(now, verdict, all);
}

}  // namespace stampede
