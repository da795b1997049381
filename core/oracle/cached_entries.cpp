// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/oracle/cached_entries.h"

#include <algorithm>
#include <vector>

namespace stampede {

void CachedEntries::effect(RowIndex row, const Event& event, const Mark& mark) {
    RowRecord& record = (*rows_)[row];
    if (event.key.role == Role::counter) return counters_.effect(row, event);
    if (event.key.role != Role::data) return;
    if (removed(event)) remove(row, event.key, mark);
    if (!stored(event)) return;
    const bool own = event.key.generation == 0;
    (own ? record.cached : others_[name(row, event.key.generation, 0)]).store(event, mark);
    own ? row_changed(row, event.at) : counters_.filled(row, event);
}

void CachedEntries::remove(RowIndex row, Key key, const Mark& mark) {
    if (key.generation != 0) return others_.erase(name(row, key.generation, 0));
    (*rows_)[row].cached.remove(mark);
    row_changed(row, mark.at);
}

void CachedEntries::vanished(RowIndex row, const Event& event) {
    RowRecord& record = (*rows_)[row];
    if (event.key.role == Role::counter) return counters_.gone(row);
    if (event.key.role != Role::data) return;
    if (event.key.generation != 0) return others_.erase(name(row, event.key.generation, 0));
    record.cached.vanish();
    row_changed(row, event.at);
}

void CachedEntries::cache_lost(Instant at) {
    for (RowIndex row = 0; row < rows_->size(); ++row) {
        (*rows_)[row].cached.vanish();
        row_changed(row, at);
    }
    counters_.all_gone();
    drop_all_of(0);
}

void CachedEntries::restored(RowIndex row, const Event& event, const Mark& mark) {
    if (event.key.role != Role::data) return;
    const bool own = event.key.generation == 0;
    (own ? (*rows_)[row].cached : others_[name(row, event.key.generation, 0)]).store(event, mark);
    if (own) row_changed(row, event.at);
}

void CachedEntries::local_stored(RowIndex row, const Event& event, const Mark& mark) {
    const unsigned where = place_of(event.instance);
    instances_ |= 1u << where;
    others_[name(row, event.key.generation, where)].store(event, mark);
}

void CachedEntries::local_dropped(const Event& event) {
    if (event.key == Key{}) return drop_all_of(place_of(event.instance));
    others_.erase(name(rows_->index_of(event.key), event.key.generation, place_of(event.instance)));
}

void CachedEntries::crashed(InstanceId instance) { drop_all_of(place_of(instance)); }

void CachedEntries::drop_all_of(unsigned where) {
    std::vector<std::uint64_t> gone;
    others_.each([&](std::uint64_t key, const CachedEntry&) {
        if (((key >> 24) & 15) == where) gone.push_back(key);
    });
    for (const std::uint64_t key : gone) others_.erase(key);
}

void CachedEntries::row_changed(RowIndex row, Instant at) {
    RowRecord& record = (*rows_)[row];
    const bool diverges = differs(row, record.cached);
    if (diverges == record.diverges) return;
    if (diverges) record.diverged = at;
    if (!diverges) diverged_ += at - record.diverged;
    record.diverges = diverges;
}

bool CachedEntries::differs(RowIndex row, const CachedEntry& entry) const {
    if (!entry.answers()) return false;
    const CommitHistory& history = (*rows_)[row].history;
    if (entry.state == EntryState::absent) return history.exists();
    return !history.exists() || order_->rank(row, entry.value, true) != history.newest_rank();
}

bool CachedEntries::current(RowIndex row, std::uint32_t generation) const {
    return generation == 0 || counters_.current(row) == generation;
}

const CachedEntry* CachedEntries::in_redis(RowIndex row, Key key) const {
    if (key.role != Role::data) return nullptr;
    return key.generation == 0 ? &(*rows_)[row].cached : others_.find(name(row, key.generation, 0));
}

const CachedEntry* CachedEntries::in_memory(RowIndex row, Key key, InstanceId instance) const {
    return others_.find(name(row, key.generation, place_of(instance)));
}

std::span<const Rank> CachedEntries::ranks(RowIndex row) {
    std::size_t count = 0;
    const auto add = [&](const CachedEntry* entry) {
        if (entry == nullptr || !entry->answers()) return;
        ranks_[count++] = order_->rank(row, entry->value, entry->state == EntryState::value);
    };
    add(&(*rows_)[row].cached);
    for (unsigned where = 1; where <= kMostInstances; ++where) {
        if (((instances_ >> where) & 1) != 0) add(others_.find(name(row, 0, where)));
    }
    return {ranks_.data(), count};
}

void CachedEntries::count(RowIndex row, const CachedEntry& entry, unsigned where, Instant now, Verdict& verdict, Findings& findings) const {
    const bool over = entry.expires != Instant{0} && entry.expires <= now;
    if (over || !differs(row, entry)) return;
    ++verdict.permanent_inconsistencies;
    if (entry.expires == Instant{0}) ++verdict.for_ever;
    const RowRecord& record = (*rows_)[row];
    Finding finding{.property = Property::permanent_inconsistency, .key = record.key, .at = now, .value = entry.value};
    finding.found = entry.state == EntryState::value;
    finding.local = where != 0;
    finding.instance = static_cast<InstanceId>(where == 0 ? 0 : where - 1);
    finding.until = entry.expires == Instant{0} ? kNever : entry.expires;
    finding.exists = record.history.exists();
    finding.newer = record.history.newest() != nullptr ? record.history.newest()->mark.value : Value{0, kInitialVersion};
    if (record.history.newest() != nullptr) finding.add(Part::missed, record.history.newest()->mark);
    finding.add(Part::filled, entry.filled);
    findings.add(finding);
}

void CachedEntries::conclude(Instant now, Verdict& verdict, Findings& findings) const {
    verdict.divergence = diverged_;
    for (RowIndex row = 0; row < rows_->size(); ++row) {
        const RowRecord& record = (*rows_)[row];
        if (record.diverges) verdict.divergence += now - record.diverged;
        count(row, record.cached, 0, now, verdict, findings);
    }
    std::vector<std::uint64_t> names;
    others_.each([&](std::uint64_t key, const CachedEntry&) { names.push_back(key); });
    std::sort(names.begin(), names.end());
    for (const std::uint64_t key : names) {
        const auto row = static_cast<RowIndex>(key >> 28);
        if (current(row, static_cast<std::uint32_t>(key & 0xffffff))) {
            count(row, *others_.find(key), static_cast<unsigned>((key >> 24) & 15), now, verdict, findings);
        }
    }
}

}  // namespace stampede
