// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/model/side_state.h"

#include <algorithm>

namespace stampede::ui {
namespace {

void grow(std::int64_t& length, std::int64_t by) { length = std::max<std::int64_t>(0, std::max<std::int64_t>(0, length) + by); }

}  // namespace

void SideState::apply(const Event& event) {
    Instance& instance = instances_[event.instance % kInstances];
    switch (event.type) {
        case EventType::effect: return applyEffect(event);
        case EventType::replied: return applyReply(event);
        case EventType::local_stored: instance.copies[event.key] = {event.value, event.state, event.at}; return;
        case EventType::local_dropped:
            if (event.key == Key{}) instance.copies.clear();
            instance.copies.erase(event.key);
            return;
        case EventType::breaker:
            instance.breaker = event.detail == 0 ? Breaker::closed : event.detail == 1 ? Breaker::open : Breaker::half_open;
            return;
        case EventType::enqueued: instance.queued.insert(event.value.write); return;
        case EventType::coalesced: instance.queued.erase(event.value.write); return;
        case EventType::crashed:
            lost_.insert(instance.queued.begin(), instance.queued.end());
            instance = {};
            instance.down = true;
            return;
        case EventType::restarted: instance.down = false; return;
        case EventType::shed: ++shed_[event.instance % kInstances]; return;
        case EventType::cache_started:
        case EventType::cache_emptied:
        case EventType::cache_died: return clearCache();
        default: return;
    }
}

void SideState::applyEffect(const Event& event) {
    if (event.outcome != Outcome::ok) return;
    if (commits(event.verb) && event.applied) {
        for (Instance& instance : instances_) instance.queued.erase(event.value.write);
        lost_.erase(event.value.write);
    }
    const bool ends = event.verb == Verb::cache_lease_set || event.verb == Verb::cache_lease_del || stored(event) || removed(event);
    if (ends) leases_.erase(event.key);
    if (!event.applied) return;
    if (event.verb == Verb::list_push || event.verb == Verb::list_write) grow(list_, 1);
    if (event.verb == Verb::stream_write) grow(stream_, 1);
}

void SideState::applyReply(const Event& event) {
    if (event.outcome != Outcome::ok) return;
    const std::int64_t count = event.detail;
    switch (event.verb) {
        case Verb::cache_lease_get:
            if (!event.found && count != 0) leases_.insert(event.key);
            return;
        case Verb::cache_incr: counters_[event.key] = count; return;
        case Verb::list_pop: return grow(list_, -count);
        case Verb::list_take: grow(list_, -count); return grow(taken_, count);
        case Verb::list_done: return grow(taken_, -count);
        case Verb::list_recover: grow(list_, count); return grow(taken_, -count);
        case Verb::stream_done: return grow(stream_, -count);
        case Verb::stream_dead_letter: grow(stream_, -count); return grow(dead_, count);
        default: return;
    }
}

void SideState::clearCache() {
    leases_.clear();
    counters_.clear();
    list_ = stream_ = -1;
    taken_ = dead_ = 0;
}

const SideState& SideHistory::moveTo(const Journal& journal, std::size_t cursor) {
    if (cursor < folded_) {
        while (!kept_.empty() && kept_.back().first > cursor) kept_.pop_back();
        state_ = kept_.empty() ? SideState{} : kept_.back().second;
        folded_ = kept_.empty() ? 0 : kept_.back().first;
    }
    folded_ = std::max(folded_, journal.first());
    for (; folded_ < std::min(cursor, journal.size()); ++folded_) {
        if (folded_ % kSpacing == 0 && folded_ > 0 && (kept_.empty() || kept_.back().first < folded_)) kept_.emplace_back(folded_, state_);
        state_.apply(journal[folded_]);
    }
    return state_;
}

}  // namespace stampede::ui
