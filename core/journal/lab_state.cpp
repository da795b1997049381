// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/journal/lab_state.h"

#include <algorithm>

#include "core/model/dataset.h"
#include "core/model/fault_event.h"

namespace stampede {

void LabState::apply(const Event& event) {
    now_ = event.at;
    switch (event.type) {
        case EventType::request_begun: {
            RequestState& request = requests_[event.request];
            request.kind = event.kind;
            request.key = event.key;
            request.instance = event.instance;
            request.begun = request.since = event.at;
            break;
        }
        case EventType::request_ended:
            requests_.erase(event.request);
            ++finished_;
            break;
        case EventType::parked:
        case EventType::issued:
        case EventType::replied: apply_operation(event); break;
        case EventType::effect: apply_effect(event); break;
        case EventType::mode_changed: stepping_ = event.detail == 0; break;
        case EventType::sample: cache_bytes_ = event.detail; break;
        default: apply_to_stores(event); break;
    }
}

void LabState::apply_to_stores(const Event& event) {
    switch (event.type) {
        case EventType::expired:
        case EventType::evicted:
            cache_.erase(event.key);
            touch(recent_keys_, event.key);
            break;
        case EventType::enqueued:
            if (event.value.write != coalesced_into_) queue_.push_back({event.key, event.value.write, event.instance, event.at});
            break;
        case EventType::coalesced: coalesce(event); break;
        case EventType::dead_letter:
            std::erase_if(queue_, [&](const QueuedWrite& write) { return write.write == event.value.write; });
            break;
        case EventType::flushed: flush(event); break;
        case EventType::fault_injected:
        case EventType::fault_healed: apply_fault(event); break;
        case EventType::crashed: crash(event.instance); break;
        case EventType::cache_emptied: cache_.clear(); break;
        case EventType::restored: restore(event); break;
        case EventType::reverted: restore(event); break;
        case EventType::pool: pool_ = {event.session, static_cast<std::uint32_t>(event.detail), event.operation}; break;
        case EventType::breaker: breakers_[event.instance] = static_cast<BreakerState>(event.detail + 1); break;
        case EventType::cache_started:
            cache_pid_ = event.detail;
            cache_.clear();
            break;
        case EventType::cache_died:
            cache_pid_ = 0;
            cache_bytes_ = 0;
            cache_.clear();
            break;
        default: break;
    }
}

void LabState::apply_fault(const Event& event) {
    const Fault fault = fault_in(event);
    const auto same = [&](const ActiveFault& active) { return same_scope(active.fault, fault); };
    const auto found = std::find_if(faults_.begin(), faults_.end(), same);
    if (event.type == EventType::fault_healed) {
        if (found != faults_.end()) faults_.erase(found);
    } else if (found != faults_.end()) {
        found->fault = fault;
    } else if (lasting(fault.kind)) {
        faults_.push_back({fault, event.at});
    }
}

// What a store has come back with after it was down.
void LabState::restore(const Event& event) {
    if (event.type == EventType::restored) {
        cache_[event.key] = {event.value, event.state, event.at, Instant(event.detail)};
        return touch(recent_keys_, event.key);
    }
    rows_[event.key] = event.value;
    if (event.found) absent_.erase(event.key);
    if (!event.found) absent_.insert(event.key);
    touch(recent_rows_, event.key);
}

void LabState::apply_operation(const Event& event) {
    if (component_of(event.verb) == Component::database) {
        if (event.type == EventType::issued) ++database_in_flight_;
        if (event.type == EventType::replied && database_in_flight_ > 0) --database_in_flight_;
    }
    RequestState* request = find(event);
    if (request == nullptr) return;
    request->phase = event.type == EventType::parked   ? Phase::parked
                     : event.type == EventType::issued ? Phase::on_the_way
                                                       : Phase::thinking;
    request->since = event.at;
    request->verb = event.verb;
    request->operation = event.operation;
    request->file = event.file;
    request->line = event.line;
    request->stack = event.stack;
    if (request->key == Key{}) request->key = event.key;
    if (event.type != EventType::replied) return;
    request->outcome = event.outcome;
    request->found = event.found;
    request->modelled = event.timing.modelled;
    if (event.found || commits(event.verb)) request->value = event.value;
}

void LabState::apply_effect(const Event& event) {
    RequestState* request = event.operation == 0 ? nullptr : find(event);
    if (request != nullptr && request->operation == event.operation) {
        request->phase = Phase::coming_back;
        request->since = event.at;
    }
    if (event.outcome != Outcome::ok) return;
    if (looks(event.verb)) touch(component_of(event.verb) == Component::cache ? recent_keys_ : recent_rows_, event.key);
    if (event.verb == Verb::db_select && event.found) rows_.try_emplace(event.key, event.value);
    if (stored(event)) {
        cache_[event.key] = {event.value, event.state, event.at, Instant(event.detail)};
        touch(recent_keys_, event.key);
    }
    if (removed(event)) {
        cache_.erase(event.key);
        touch(recent_keys_, event.key);
    }
    if (commits(event.verb) && event.applied) apply_commit(event);
}

void LabState::apply_commit(const Event& event) {
    Value& row = rows_[event.key];
    if (row.version <= event.value.version) row = event.value;
    if (event.found) absent_.erase(event.key);
    if (!event.found) absent_.insert(event.key);
    // A value that was cached before its commit now has a version, although the bytes in the cache do not say so.
    const auto cached = cache_.find(event.key);
    if (cached != cache_.end() && cached->second.value.write == event.value.write) cached->second.value = event.value;
    touch(recent_rows_, event.key);
    const auto queued =
        std::find_if(queue_.begin(), queue_.end(), [&](const QueuedWrite& write) { return write.write == event.value.write; });
    if (queued != queue_.end()) queued->committed = true;
}

// The event says how many. Those seen to commit go first; the oldest are taken for the rest, which were committed before.
void LabState::flush(const Event& event) {
    for (std::int64_t n = event.detail; n > 0; --n) {
        const auto own = [&](const QueuedWrite& write) { return write.instance == event.instance; };
        auto gone = std::find_if(queue_.begin(), queue_.end(), [&](const QueuedWrite& write) { return own(write) && write.committed; });
        if (gone == queue_.end()) gone = std::find_if(queue_.begin(), queue_.end(), own);
        if (gone != queue_.end()) queue_.erase(gone);
    }
}

// The newer write takes the older one's place, unless it has one already.
void LabState::coalesce(const Event& event) {
    coalesced_into_ = static_cast<WriteId>(event.detail);
    const auto place_of = [this](WriteId write) {
        return std::find_if(queue_.begin(), queue_.end(), [write](const QueuedWrite& queued) { return queued.write == write; });
    };
    const auto older = place_of(event.value.write);
    if (older == queue_.end()) return;
    if (place_of(coalesced_into_) != queue_.end()) {
        queue_.erase(older);
    } else {
        older->write = coalesced_into_;
    }
}

void LabState::crash(InstanceId instance) {
    std::erase_if(requests_, [&](const auto& entry) { return entry.second.instance == instance; });
    background_.erase(instance);
    breakers_.erase(instance);
    std::erase_if(queue_, [&](const QueuedWrite& write) { return write.instance == instance; });
}

RequestState* LabState::find(const Event& event) {
    if (event.request == 0) return &background_[event.instance];
    const auto found = requests_.find(event.request);
    return found == requests_.end() ? nullptr : &found->second;
}

const ActiveFault* LabState::find(FaultKind kind) const {
    const auto found =
        std::find_if(faults_.begin(), faults_.end(), [kind](const ActiveFault& active) { return active.fault.kind == kind; });
    return found == faults_.end() ? nullptr : &*found;
}

BreakerState LabState::breaker(InstanceId instance) const {
    const auto found = breakers_.find(instance);
    return found == breakers_.end() ? BreakerState::none : found->second;
}

const CacheEntry* LabState::cached(Key key) const {
    const auto found = cache_.find(key);
    return found == cache_.end() ? nullptr : &found->second;
}

Value LabState::row(Key key) const {
    const auto found = rows_.find(key);
    if (found != rows_.end()) return found->second;
    return initially_present(key) ? Value{0, kInitialVersion} : Value{};
}

bool LabState::row_exists(Key key) const {
    if (absent_.contains(key)) return false;
    return rows_.contains(key) || initially_present(key);
}

void LabState::touch(std::deque<Key>& recent, Key key) {
    if (!recent.empty() && recent.front() == key) return;
    if (const auto found = std::find(recent.begin(), recent.end(), key); found != recent.end()) recent.erase(found);
    recent.push_front(key);
    if (recent.size() > kRecent) recent.pop_back();
}

}  // namespace stampede
