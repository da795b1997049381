// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/oracle/consistency.h"

#include <algorithm>

#include "core/model/dataset.h"

namespace stampede {

void Consistency::apply(const Event& event) {
    switch (event.type) {
        case EventType::request_begun:
            if (event.kind == RequestKind::read) {
                const auto pending = pending_of_.find(event.key);
                reading_[event.request] = {keys_[event.key].acknowledged, pending == pending_of_.end() ? 0 : pending->second};
            }
            break;
        case EventType::issued:
            if (event.verb == Verb::db_select) {
                std::uint32_t& loads = keys_[event.key].loads;
                counted_.max_concurrent_loads = std::max<std::uint64_t>(counted_.max_concurrent_loads, ++loads);
            }
            break;
        case EventType::replied:
            if (event.verb == Verb::db_select) --keys_[event.key].loads;
            break;
        case EventType::effect:
            if (event.outcome == Outcome::ok) effect(event);
            break;
        case EventType::request_ended: event.kind == RequestKind::read ? end_read(event) : end_write(event); break;
        case EventType::enqueued: uncommitted_[event.value.write]; break;
        case EventType::expired:
        case EventType::evicted: keys_[event.key].cached.there = false; break;
        case EventType::cache_started:
        case EventType::cache_died:
            for (auto& [key, state] : keys_) state.cached.there = false;
            break;
        default: break;
    }
}

void Consistency::effect(const Event& event) {
    switch (event.verb) {
        case Verb::cache_set: keys_[event.key].cached = {event.value, true}; break;
        case Verb::cache_del: keys_[event.key].cached.there = false; break;
        case Verb::db_select:
            if (!event.found) break;
            ++loads_;
            // 30 bits of version and 34 of key name every pair that a run can reach.
            loaded_.insert((std::uint64_t{event.value.version} << 34) ^ (static_cast<std::uint64_t>(event.key.kind) << 32) ^ event.key.id);
            break;
        case Verb::db_update:
        case Verb::db_apply_batch: commit(event); break;
        default: break;
    }
}

void Consistency::commit(const Event& event) {
    KeyState& key = keys_[event.key];
    const auto after = std::upper_bound(key.commits.begin(), key.commits.end(), event.value.version,
                                        [](Version version, const Commit& commit) { return version < commit.version; });
    key.commits.insert(after, Commit{event.value.version, event.at});
    versions_[event.value.write] = event.value.version;
    const auto pending = uncommitted_.find(event.value.write);
    if (pending == uncommitted_.end()) return;
    if (pending->second.acknowledged) key.acknowledged = std::max(key.acknowledged, event.value.version);
    uncommitted_.erase(pending);
    if (const auto newest = pending_of_.find(event.key); newest != pending_of_.end() && newest->second == event.value.write)
        pending_of_.erase(newest);
}

// Versions order what has committed; acknowledged writes that still wait come after all of it, in the order of their acknowledgement.
std::uint64_t Consistency::rank(Value value) const {
    if (value.version != 0) return value.version;
    if (const auto committed = versions_.find(value.write); committed != versions_.end()) return committed->second;
    const auto pending = uncommitted_.find(value.write);
    return pending == uncommitted_.end() || pending->second.rank == 0 ? next_pending_rank_ : pending->second.rank;
}

void Consistency::end_read(const Event& event) {
    const auto reading = reading_.find(event.request);
    if (reading == reading_.end()) return;
    const Floor floor = reading->second;
    reading_.erase(reading);
    if (event.outcome != Outcome::ok) return;

    KeyState& key = keys_[event.key];
    const std::uint64_t seen = event.found ? rank(event.value) : 0;
    std::uint64_t least = floor.rank;
    if (floor.pending != 0) {
        const bool known = versions_.contains(floor.pending) || uncommitted_.contains(floor.pending);
        if (known) least = std::max(least, rank(Value{floor.pending, 0}));
    }
    if (seen < least) {
        ++counted_.stale_reads;
        counted_.max_staleness = std::max(counted_.max_staleness, event.at - first_newer(key, seen, event.at));
    }
    if (!event.found) return;
    if (seen < (std::uint64_t{1} << 32)) {
        key.acknowledged = std::max(key.acknowledged, static_cast<Version>(seen));
    } else {
        ++uncommitted_[event.value.write].reads;
    }
}

void Consistency::end_write(const Event& event) {
    if (event.outcome != Outcome::ok) return;
    if (event.value.version != 0) {
        Version& acknowledged = keys_[event.key].acknowledged;
        acknowledged = std::max(acknowledged, event.value.version);
        return;
    }
    // A flush may have committed the write before its client heard of it.
    if (const auto committed = versions_.find(event.value.write); committed != versions_.end()) {
        Version& acknowledged = keys_[event.key].acknowledged;
        acknowledged = std::max(acknowledged, committed->second);
        return;
    }
    PendingWrite& pending = uncommitted_[event.value.write];
    pending.acknowledged = true;
    pending.rank = next_pending_rank_++;
    pending_of_[event.key] = event.value.write;
}

Instant Consistency::first_newer(const KeyState& key, std::uint64_t rank, Instant otherwise) const {
    const auto newer = std::find_if(key.commits.begin(), key.commits.end(), [rank](const Commit& commit) { return commit.version > rank; });
    return newer == key.commits.end() ? otherwise : newer->at;
}

Verdict Consistency::verdict() const {
    Verdict verdict = counted_;
    for (const auto& [write, pending] : uncommitted_) {
        if (pending.acknowledged) ++verdict.lost_writes;
        verdict.dirty_reads += pending.reads;
    }
    for (const auto& [key, state] : keys_) {
        if (!state.cached.there) continue;
        const Version newest = state.commits.empty() ? (initially_present(key) ? kInitialVersion : 0) : state.commits.back().version;
        const auto committed = versions_.find(state.cached.value.write);
        const Version cached = state.cached.value.version != 0 ? state.cached.value.version
                               : committed != versions_.end()  ? committed->second
                                                               : 0;
        if (cached != newest) ++verdict.permanent_inconsistencies;
    }
    verdict.amplification = loaded_.empty() ? 0 : static_cast<double>(loads_) / static_cast<double>(loaded_.size());
    return verdict;
}

}  // namespace stampede
