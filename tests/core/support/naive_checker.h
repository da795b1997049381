// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <vector>

#include "core/model/dataset.h"
#include "core/model/event.h"
#include "core/oracle/verdict.h"

namespace stampede::test {

/// The definitions of the properties, written down as they are read, over a whole journal: every question is answered by looking through
/// all events of its key again. Slow, and independent of core/oracle. Versioned keys are left out.
class NaiveChecker {
   public:
    explicit NaiveChecker(const std::vector<Event>& events) : all_(events) {
        for (std::size_t i = 0; i < events.size(); ++i) {
            if (events[i].key.role == Role::data && events[i].key.generation == 0) of_[events[i].key].push_back(i);
        }
    }

    Verdict verdict() const {
        Verdict verdict;
        for (const auto& [key, own] : of_) {
            for (const std::size_t i : own) {
                const Event& e = all_[i];
                if (e.type == EventType::request_ended && e.outcome == Outcome::ok && e.kind == RequestKind::read) read(key, i, verdict);
                if (acknowledges(e) && lost(key, e.request)) ++verdict.lost_writes;
                if (commit(e) && committed(key, e.value.write, i) != 0) ++verdict.applied_twice;
            }
            updates(key, verdict);
            entries(key, verdict);
        }
        return verdict;
    }

    mutable std::set<std::pair<Property, RequestId>> cases;  // which reads, to tell where the two differ

   private:
    using Order = double;  // twice nothing: versions; a half below one: overwritten on the way; 1e12 and more: waiting
    static constexpr Order kWaiting = 1e12;

    static bool acknowledges(const Event& e) {
        return e.type == EventType::request_ended && e.outcome == Outcome::ok && e.kind != RequestKind::read;
    }
    static bool commit(const Event& e) { return e.type == EventType::effect && e.outcome == Outcome::ok && commits(e.verb) && e.applied; }
    static bool queues(const Event& e) {
        const bool verb = e.verb == Verb::list_push || e.verb == Verb::list_write || e.verb == Verb::stream_write;
        return e.type == EventType::enqueued || (e.type == EventType::effect && e.outcome == Outcome::ok && e.applied && verb);
    }
    static bool caches(const Event& e) {
        return e.type == EventType::local_stored || (e.type == EventType::effect && e.outcome == Outcome::ok && stored(e));
    }

    /// The last version under which the write has committed before event `until`; 0: none.
    Version committed(Key key, WriteId write, std::size_t until) const {
        Version version = 0;
        for (const std::size_t i : of_.at(key)) {
            if (i < until && commit(all_[i]) && all_[i].value.write == write) version = std::max(version, all_[i].value.version);
        }
        return version;
    }
    /// Where the write stands in the order of the queue, else of the cache, else of the commits, else of the acknowledgements.
    std::size_t place(Key key, WriteId write, std::size_t until) const {
        std::optional<std::size_t> queue, cache, database, told;
        for (const std::size_t i : of_.at(key)) {
            const Event& e = all_[i];
            if (i >= until) break;
            if (commit(e) && e.value.write == write && !database) database = i;
            if (database) break;
            if (queues(e) && e.value.write == write && !queue) queue = i;
            if (caches(e) && e.value == Value{write, 0} && !cache) cache = i;
            if (acknowledges(e) && e.request == write && !told) told = i;
        }
        const auto first = queue ? queue : cache ? cache : told && !database ? told : database;
        return first ? *first + 1 : 0;
    }
    bool acknowledged(Key key, WriteId write, std::size_t until) const {
        return std::any_of(of_.at(key).begin(), of_.at(key).end(),
                           [&](std::size_t i) { return i < until && acknowledges(all_[i]) && all_[i].request == write; });
    }
    bool failed(Key key, WriteId write, std::size_t until) const {
        return std::any_of(of_.at(key).begin(), of_.at(key).end(), [&](std::size_t i) {
            const Event& e = all_[i];
            return i < until && e.type == EventType::request_ended && e.request == write && e.outcome != Outcome::ok;
        });
    }
    /// The first version that was committed by a write later in the queue; 0: none.
    Version overwritten(Key key, WriteId write, std::size_t until) const {
        const std::size_t own = place(key, write, until);
        Version first = 0;
        for (const std::size_t i : of_.at(key)) {
            if (i >= until || !commit(all_[i]) || place(key, all_[i].value.write, i + 1) <= own) continue;
            if (first == 0 || all_[i].value.version < first) first = all_[i].value.version;
        }
        return first;
    }
    Order order(Key key, Value value, bool found, std::size_t until) const {
        if (!found && (value.write == 0 || value.version != 0)) return order_of_absence(key, value.version, until);
        if (value.version != 0) return value.version;
        if (value.write == 0) return kInitialVersion;
        if (const Version version = committed(key, value.write, until)) return version;
        const std::size_t own = place(key, value.write, until);
        if (own == 0) return 1e18;
        if (const Version later = overwritten(key, value.write, until)) return later - 0.5;
        return kWaiting + static_cast<double>(own);
    }
    Order order_of_absence(Key key, Version as_of, std::size_t until) const {
        Order newest = initially_present(key) ? 0 : kInitialVersion;
        for (const std::size_t i : of_.at(key)) {
            const Event& e = all_[i];
            const bool counts = i < until && commit(e) && !e.found && (as_of == 0 || e.value.version <= as_of);
            if (counts) newest = std::max(newest, static_cast<Order>(e.value.version));
        }
        return newest;
    }

    bool settled(Key key, WriteId write, std::size_t until) const {
        return committed(key, write, until) != 0 || (acknowledged(key, write, until) && overwritten(key, write, until) != 0);
    }
    /// The event that settles the write; none: as many as there are.
    std::size_t settled_at(Key key, WriteId write) const {
        const auto [known, made] = settled_at_.try_emplace(write, all_.size());
        if (!made) return known->second;
        for (const std::size_t i : of_.at(key)) {
            if (!commit(all_[i]) && !acknowledges(all_[i])) continue;
            if (settled(key, write, i + 1)) return known->second = i;
        }
        return known->second;
    }
    /// What event i, an answer or an acknowledgement, binds later reads to, as known at `end`. A write counts as what it was when it was
    /// settled; until then as what it would be; and for nothing if it has failed.
    Order worth(Key key, std::size_t i, std::size_t end) const {
        const Event& e = all_[i];
        const bool wrote = acknowledges(e);
        const Value value = wrote ? Value{e.request, 0} : e.value;
        if (value.version != 0 || value.write == 0) return order(key, value, wrote || e.found, i);
        const std::size_t moment = settled_at(key, value.write);
        if (moment < end) return order(key, value, true, std::max(moment, i) + 1);
        return failed(key, value.write, end) ? -1 : order(key, value, true, end);
    }
    /// The newest version that an acknowledged write got late, after one that came later in the queue, and before event `until`: it counts
    /// for everybody from then on.
    Version late(Key key, std::size_t until) const {
        Version newest = 0;
        for (const std::size_t i : of_.at(key)) {
            if (i >= until) break;
            const WriteId write = all_[i].value.write;
            const bool counts = commit(all_[i]) && settled(key, write, i) && committed(key, write, i) == 0;
            if (counts) newest = std::max(newest, all_[i].value.version);
        }
        return newest;
    }

    void read(Key key, std::size_t end, Verdict& verdict) const {
        const Event& answer = all_[end];
        std::size_t begin = end;
        while (all_[begin].type != EventType::request_begun || all_[begin].request != answer.request) --begin;
        Order least = late(key, begin), seen = -1, written = -1;
        for (const std::size_t i : of_.at(key)) {
            const Event& e = all_[i];
            if (i >= begin || e.type != EventType::request_ended || e.outcome != Outcome::ok) continue;
            const Order known = worth(key, i, end);
            least = std::max(least, known);
            Order& own = acknowledges(e) ? written : seen;
            if (e.session != 0 && e.session == answer.session) own = std::max(own, known);
        }
        const Order got = order(key, answer.value, answer.found, end);
        if (got < least) cases.insert({Property::stale_read, answer.request});
        if (got < seen) cases.insert({Property::monotonic_read, answer.request});
        if (got < written) cases.insert({Property::read_your_writes, answer.request});
        verdict.stale_reads += got < least ? 1 : 0;
        verdict.monotonic_reads += got < seen ? 1 : 0;
        verdict.read_your_writes += got < written ? 1 : 0;
        early(key, answer, end, verdict);
    }
    void early(Key key, const Event& answer, std::size_t end, Verdict& verdict) const {
        if (!answer.found || answer.value.version != 0 || answer.value.write == 0) return;
        const WriteId write = answer.value.write;
        if (settled(key, write, end)) return;
        ++(settled(key, write, all_.size()) ? verdict.read_before_commit : verdict.dirty_reads);
    }
    bool lost(Key key, WriteId write) const { return committed(key, write, all_.size()) == 0 && overwritten(key, write, all_.size()) == 0; }
    void updates(Key key, Verdict& verdict) const {
        std::map<WriteId, Value> based;
        std::map<WriteId, std::uint64_t> children;
        for (const std::size_t i : of_.at(key)) {
            const Event& e = all_[i];
            if (e.type == EventType::request_begun && e.kind != RequestKind::read && e.value != Value{}) based[e.request] = e.value;
            if (acknowledges(e) && based.contains(e.request) && ++children[based[e.request].write] > 1) ++verdict.lost_updates;
        }
    }
    void entries(Key key, Verdict& verdict) const {
        const Event* redis = nullptr;
        std::map<InstanceId, Event> copies;
        for (const Event& e : all_) {
            const bool about = e.key == key;
            const bool gone = e.type == EventType::cache_started || e.type == EventType::cache_died;
            const bool went = about && (e.type == EventType::expired || e.type == EventType::evicted);
            const bool effect = about && e.type == EventType::effect && e.outcome == Outcome::ok;
            if (gone || went || (effect && removed(e))) redis = nullptr;
            if (effect && stored(e)) redis = &e;
            if (about && e.type == EventType::local_stored) copies[e.instance] = e;
            const bool all = e.type == EventType::crashed || (e.type == EventType::local_dropped && e.key == Key{});
            if (all || (about && e.type == EventType::local_dropped)) copies.erase(e.instance);
        }
        if (redis != nullptr) entry(key, *redis, verdict);
        for (const auto& [instance, copy] : copies) entry(key, copy, verdict);
    }
    void entry(Key key, const Event& held, Verdict& verdict) const {
        if (held.detail != 0 && Instant(held.detail) <= all_.back().at) return;
        bool exists = initially_present(key);
        Version newest = kInitialVersion;
        for (const std::size_t i : of_.at(key)) {
            if (!commit(all_[i]) || all_[i].value.version < newest) continue;
            newest = all_[i].value.version;
            exists = all_[i].found;
        }
        if (held.state == EntryState::absent) verdict.permanent_inconsistencies += exists ? 1 : 0;
        if (held.state != EntryState::value) return;
        const bool right = exists && order(key, held.value, true, all_.size()) == newest;
        verdict.permanent_inconsistencies += right ? 0 : 1;
    }

    std::vector<Event> all_;
    std::map<Key, std::vector<std::size_t>> of_;
    mutable std::map<WriteId, std::size_t> settled_at_;  // looked up once
};

}  // namespace stampede::test
