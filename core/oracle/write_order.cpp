// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/oracle/write_order.h"

#include <algorithm>

namespace stampede {
namespace {

constexpr std::uint32_t kNone = ~std::uint32_t{0};

Part part_of(const Mark& cause) {
    if (cause.type == EventType::dead_letter) return Part::given_up;
    if (cause.type == EventType::reverted) return Part::power_cut;
    return cause.type == EventType::crashed ? Part::crashed : Part::cache_lost;
}

}  // namespace

void WriteOrder::begun(RowIndex row, const Event& event) {
    UnsettledWrite& write = writes_[event.request];
    write.row = row;
    write.session = event.session;
    write.instance = event.instance;
    write.based_on = event.value;
}

// A write that ended without an acknowledgement and left no trace has been forgotten; an effect may come all the same, late.
UnsettledWrite& WriteOrder::unsettled(RowIndex row, WriteId id) {
    if (UnsettledWrite* known = writes_.find(id)) return *known;
    UnsettledWrite& write = writes_[id];
    write.row = row;
    write.ended = true;
    return write;
}

void WriteOrder::placed(RowIndex row, const Event& event, const Mark& mark, bool in_queue) {
    const WriteId id = event.value.write;
    if (settled(id)) return;
    UnsettledWrite& write = unsettled(row, id);
    if (event.type == EventType::enqueued) {
        write.instance = event.instance;
        write.in_memory = true;
    }
    if (write.queued || (write.place != 0 && !in_queue)) return;
    write.queued = in_queue;
    write.place = mark.position + 1;
    if (write.acknowledged) wait(row, id, write.place);
}

void WriteOrder::coalesced(const Event& event, const Mark& mark) {
    const auto newer = static_cast<WriteId>(event.detail);
    const UnsettledWrite* older = writes_.find(event.value.write);
    UnsettledWrite* write = writes_.find(newer);
    if (older == nullptr || write == nullptr || write->place > older->place) return;
    write->place = mark.position + 1;
    if (write->acknowledged) wait(write->row, newer, write->place);
}

void WriteOrder::given_up(const Event& event, const Mark& mark) {
    if (UnsettledWrite* write = writes_.find(event.value.write)) write->cause = mark;
}

void WriteOrder::wait(RowIndex row, WriteId id, std::uint64_t place) {
    std::vector<WriteId>& waiting = (*rows_)[row].waiting;
    std::erase(waiting, id);
    auto before = waiting.end();
    while (before != waiting.begin() && writes_.find(*(before - 1))->place > place) --before;
    waiting.insert(before, id);
}

void WriteOrder::committed(RowIndex row, const Event& event, const Mark& mark, std::span<const Rank> cached) {
    RowRecord& record = (*rows_)[row];
    const WriteId id = event.value.write;
    UnsettledWrite* write = writes_.find(id);
    if (id != 0 && committed_.contains(id)) {
        ++counted_->applied_twice;
        Finding finding{.property = Property::applied_twice, .key = record.key, .request = id, .at = mark.at, .value = event.value};
        if (const Commit* first = record.history.find(id)) finding.add(Part::committed, first->mark);
        finding.add(Part::committed_again, mark);
        findings_->add(finding);
    }
    // What was taken for overwritten may commit after all, and then after what overwrote it.
    const bool late = write == nullptr && id != 0 && settled_.contains(id) && !committed_.contains(id);
    const std::uint64_t place = write != nullptr && write->place != 0 ? write->place
                                : late                                ? record.history.place_of_overwritten(id)
                                                                      : mark.position + 1;
    record.history.add(Commit{mark, place, 0, event.found}, cached);
    if (late) record.acknowledged.raise(rank_of(event.value.version), mark);
    committed_.insert(id);
    settled_.insert(id);
    if (write != nullptr) {
        const Rank rank = rank_of(event.value.version);
        if (write->acknowledged) {
            record.acknowledged.raise(rank, write->end);
            acknowledged_.insert(id);
        }
        settle_reads(*write, id, mark);
        std::erase(record.waiting, id);
        write->committed = true;
        if (write->ended) writes_.erase(id);
    }
    for (Bound* bound : {&record.acknowledged, &record.seen}) {
        if (bound->pending == id) bound->settle(rank_of(event.value.version));
    }
    overwrite_before(row, place, mark);
}

void WriteOrder::overwrite_before(RowIndex row, std::uint64_t place, const Mark& by) {
    RowRecord& record = (*rows_)[row];
    const Rank rank = rank_before(by.value.version);
    auto over = record.waiting.begin();
    for (; over != record.waiting.end(); ++over) {
        UnsettledWrite& write = *writes_.find(*over);
        if (write.place >= place) break;
        record.history.overwritten(*over, rank, write.place);
        record.acknowledged.raise(rank, write.end);
        settle_reads(write, *over, by);
        for (Bound* bound : {&record.acknowledged, &record.seen}) {
            if (bound->pending == *over) bound->settle(rank);
        }
        settled_.insert(*over);
        writes_.erase(*over);
    }
    record.waiting.erase(record.waiting.begin(), over);
}

void WriteOrder::settle_reads(UnsettledWrite& write, WriteId id, const Mark& settled) {
    counted_->read_before_commit += write.reads;
    for (std::uint32_t at = write.first_read; at != kNone; at = reads_[at].next) {
        Finding finding{.property = Property::read_before_commit, .key = (*rows_)[write.row].key, .request = reads_[at].mark.request};
        finding.session = reads_[at].session;
        finding.at = reads_[at].mark.at;
        finding.value = Value{id, 0};
        finding.newer = settled.value;
        finding.add(Part::read, reads_[at].mark);
        finding.add(Part::committed, settled);
        findings_->add(finding);
        free_reads_.push_back(at);
    }
    write.reads = 0;
    write.first_read = kNone;
}

void WriteOrder::ended(RowIndex row, const Event& event, const Mark& mark) {
    const WriteId id = event.request;
    UnsettledWrite* write = writes_.find(id);
    if (write == nullptr) return;
    write->ended = true;
    write->end = mark;
    write->end.value = Value{id, event.value.version};
    const bool acknowledged = event.outcome == Outcome::ok;
    RowRecord& record = (*rows_)[row];
    if (acknowledged) {
        write->acknowledged = true;
        judge_update(row, *write, event, mark);
    }
    if (write->committed) {
        if (acknowledged) acknowledged_.insert(id);
        if (acknowledged) record.acknowledged.raise(record.history.rank_of_write(id), write->end);
        return writes_.erase(id);
    }
    if (!acknowledged) {
        if (write->place == 0 && write->reads == 0) writes_.erase(id);
        return;
    }
    if (write->place == 0) write->place = mark.position + 1;
    if (const Rank over = record.history.rank_once_overwritten(write->place); over != kNoRank) {
        record.history.overwritten(id, over, write->place);
        record.acknowledged.raise(over, write->end);
        settle_reads(*write, id, record.history.newest()->mark);
        settled_.insert(id);
        return writes_.erase(id);
    }
    raise(row, record.acknowledged, Value{id, 0}, stampede::rank_of_pending(write->place), write->end);
    wait(row, id, write->place);
}

void WriteOrder::judge_update(RowIndex row, const UnsettledWrite& write, const Event& event, const Mark& mark) {
    if (write.based_on == Value{}) return;
    std::vector<Parent>& parents = (*rows_)[row].parents;
    const auto known = std::find_if(parents.begin(), parents.end(), [&](const Parent& p) { return p.write == write.based_on.write; });
    if (known == parents.end()) {
        if (parents.size() >= kParentsKept) parents.erase(parents.begin());
        parents.push_back({write.based_on.write, mark});
        return;
    }
    ++counted_->lost_updates;
    Finding finding{.property = Property::lost_update, .key = (*rows_)[row].key, .request = event.request, .session = event.session};
    finding.at = mark.at;
    finding.value = write.based_on;
    finding.add(Part::acknowledged, known->first);
    finding.add(Part::acknowledged, mark);
    findings_->add(finding);
    std::rotate(known, known + 1, parents.end());
}

void WriteOrder::returned(RowIndex row, Value value, SessionId session, const Mark& mark) {
    if (value.version != 0 || settled(value.write)) return;
    UnsettledWrite& write = unsettled(row, value.write);
    ++write.reads;
    if (free_reads_.empty() && reads_.size() >= kReadsKept) return;
    std::uint32_t at = static_cast<std::uint32_t>(reads_.size());
    if (free_reads_.empty()) {
        reads_.emplace_back();
    } else {
        at = free_reads_.back();
        free_reads_.pop_back();
    }
    reads_[at] = {mark, session, write.first_read};
    write.first_read = at;
}

void WriteOrder::crashed(InstanceId instance, bool in_cache, const Mark& mark) {
    writes_.each([&](std::uint64_t, UnsettledWrite& write) {
        if (write.place == 0) return;
        // What an instance takes out of a queue of the cache goes with the instance; which one took it, no event says.
        const bool takes = in_cache ? !write.in_memory : write.in_memory ? write.instance == instance : write.queued;
        const bool surer = !write.cause.known() || (in_cache && write.cause.type == EventType::crashed);
        if (takes && surer) write.cause = mark;
    });
}

bool WriteOrder::unsure(Value value) const {
    if (value.version != 0 || settled(value.write)) return false;
    const UnsettledWrite* write = writes_.find(value.write);
    return write == nullptr || (!write->acknowledged && !write->committed);
}

Rank WriteOrder::rank_of_other(RowIndex row, Value value, bool found) const {
    const CommitHistory& history = (*rows_)[row].history;
    const bool absence = !found && (value.write == 0 || value.version != 0);
    if (absence) return history.rank_of_absence(value.version);
    if (value.version != 0) return rank_of(value.version);
    if (value.write == 0) return kInitialRank;
    if (settled(value.write)) return history.rank_of_write(value.write);
    const UnsettledWrite* write = writes_.find(value.write);
    return write == nullptr ? kNewestRank : rank_of_unsettled(row, *write);
}

Rank WriteOrder::rank_of_unsettled(RowIndex row, const UnsettledWrite& write) const {
    if (write.place == 0) return kNewestRank;
    const Rank over = (*rows_)[row].history.rank_once_overwritten(write.place);
    return over != kNoRank ? over : stampede::rank_of_pending(write.place);
}

Rank WriteOrder::rank_of_pending(RowIndex row, const Bound& bound) const {
    if (settled(bound.pending)) return std::max(bound.rank, (*rows_)[row].history.rank_when_settled(bound.pending));
    const UnsettledWrite* write = writes_.find(bound.pending);
    if (write == nullptr || (write->ended && !write->acknowledged)) return bound.rank;
    return std::max(bound.rank, rank_of_unsettled(row, *write));
}

void WriteOrder::raise(RowIndex row, Bound& bound, Value value, Rank rank, const Mark& by) const {
    if (bound.pending != 0 && settled(bound.pending)) bound.settle((*rows_)[row].history.rank_when_settled(bound.pending));
    if (rank < kPendingRank) return bound.raise(rank, by);
    if (this->rank(row, bound) < rank && writes_.find(value.write) != nullptr) bound.await(value.write, by);
}

void WriteOrder::conclude(Verdict& verdict, Findings& findings) const {
    std::vector<WriteId> ids;
    writes_.each([&](std::uint64_t id, const UnsettledWrite& write) {
        if (!write.committed) ids.push_back(static_cast<WriteId>(id));
    });
    std::sort(ids.begin(), ids.end());
    for (const WriteId id : ids) {
        const UnsettledWrite& write = *writes_.find(id);
        const Key key = (*rows_)[write.row].key;
        if (write.acknowledged) {
            ++verdict.lost_writes;
            Finding lost{.property = Property::lost_write, .key = key, .request = id, .session = write.session, .at = write.end.at};
            lost.value = Value{id, 0};
            lost.add(Part::acknowledged, write.end);
            lost.add(part_of(write.cause), write.cause);
            findings.add(lost);
        }
        verdict.dirty_reads += write.reads;
        for (std::uint32_t at = write.first_read; at != kNone; at = reads_[at].next) {
            Finding dirty{.property = Property::dirty_read, .key = key, .request = reads_[at].mark.request, .session = reads_[at].session};
            dirty.at = reads_[at].mark.at;
            dirty.value = Value{id, 0};
            dirty.add(Part::read, reads_[at].mark);
            dirty.add(write.acknowledged ? Part::acknowledged : Part::failed, write.end);
            dirty.add(part_of(write.cause), write.cause);
            findings.add(dirty);
        }
    }
    conclude_taken_back(verdict, findings);
}

}  // namespace stampede
