// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <utility>

#include "core/faults/fault_catalogue.h"
#include "core/simulated/simulated_cache.h"

namespace stampede {

// What the server had not yet performed when it died is lost, and those who asked learn that nobody answers.
void SimulatedCache::kill() {
    if (std::exchange(down_, true)) return;
    frozen_ = false;
    outage_.since = scheduler_->now();
    happened(EventType::cache_died, Key{}, 0);
    for (const auto& [instance, channel] : subscriptions_.all()) tell(instance, Message{channel, true, Key{}});
    subscriptions_.forget_tracking();
    for (const Index index : std::exchange(held_, {})) reach(index);
}

void SimulatedCache::take_down(const Fault& fault) {
    const bool cut = fault.kind == FaultKind::redis_power_cut;
    bool with_file = cut || fault.choice == static_cast<std::uint8_t>(Survives::append_only_file);
    if (with_file && !append_only_.kept()) {
        with_file = false;
        observer_->notice(kNoAppendOnlyFile);
    }
    if (!cut || !outage_.killed) outage_.with_file = with_file;
    if (cut) outage_.lost = fault.added;
    (cut ? outage_.cut : outage_.killed) = true;
    kill();
}

void SimulatedCache::heal(FaultKind kind) {
    (kind == FaultKind::redis_power_cut ? outage_.cut : outage_.killed) = false;
    if (!outage_.cut && !outage_.killed) start();
}

void SimulatedCache::start() {
    if (!std::exchange(down_, false)) return;
    const Outage outage = std::exchange(outage_, Outage{});
    const Instant now = scheduler_->now();
    if (!outage.with_file) redis_->clear();
    if (outage.with_file && outage.lost > Duration{0}) append_only_.go_back_to(*redis_, outage.since - outage.lost, now);
    happened(EventType::cache_started, Key{}, ++incarnation_);
    come_back();
    append_only_.begin(*redis_);
    if (squeeze_) limit_memory();
}

// Tells what the server holds. What has expired meanwhile it does not hold any more.
void SimulatedCache::come_back() {
    const Instant now = scheduler_->now();
    expiries_ = ExpiryQueue();
    std::vector<Key> keys = redis_->entries().all_keys();
    std::sort(keys.begin(), keys.end());
    for (const Key key : keys) {
        if (redis_->entries().expire(key, now)) continue;
        const FakeEntry& entry = *redis_->entries().look(key);
        Event event;
        event.type = EventType::restored;
        event.key = key;
        event.value = entry.value;
        event.state = entry.state;
        event.detail = entry.expires.count();
        observer_->happened(event);
        if (entry.expires != Instant{0}) expiries_.push(entry.expires, key);
    }
    arm();
}

void SimulatedCache::thaw() {
    frozen_ = false;
    work_off();
}

void SimulatedCache::go_on() {
    paused_ = false;
    work_off();
}

// In the order of arrival, whether or not anybody still waits.
void SimulatedCache::work_off() {
    for (const Index index : std::exchange(held_, {})) {
        if (holds(calls_[index].operation.verb)) {
            held_.push_back(index);
            continue;
        }
        calls_[index].timing.fault += scheduler_->now() - calls_[index].held;
        perform(index);
    }
}

void SimulatedCache::squeeze(std::uint32_t percent, Eviction eviction) {
    const std::size_t in_use = squeeze_ ? squeeze_->in_use : redis_->entries().bytes();
    squeeze_ = Squeeze{percent, eviction, in_use};
    if (!down_) limit_memory();
}

void SimulatedCache::unsqueeze() {
    if (!squeeze_) return;
    squeeze_.reset();
    redis_->entries().limit(limit_.memory, limit_.eviction);
}

// Redis gives keys up as soon as the limit falls.
void SimulatedCache::limit_memory() {
    const Instant now = scheduler_->now();
    redis_->entries().limit(squeeze_->in_use * squeeze_->percent / 100, squeeze_->eviction);
    append_only_.before_change(*redis_, now);
    redis_->entries().make_room(now);
}

// Redis tells those for whom it tracks keys once, of none in particular.
void SimulatedCache::flush() {
    if (down_) return;
    append_only_.before_change(*redis_, scheduler_->now());
    redis_->clear();
    happened(EventType::cache_emptied, Key{}, 0);
    for (const InstanceId instance : subscriptions_.of(Channel::tracking)) tell(instance, Message{Channel::tracking, true, Key{}});
    subscriptions_.forget_tracking();
}

void SimulatedCache::evict(Key key) {
    if (down_) return;
    append_only_.before_change(*redis_, scheduler_->now());
    if (!redis_->evict(key, scheduler_->now())) return;
    happened(EventType::evicted, key, 0);
    gone(key);
}

void SimulatedCache::expire(Key key) {
    if (down_) return;
    append_only_.before_change(*redis_, scheduler_->now());
    if (redis_->entries().del(key, scheduler_->now()) == 0) return;
    happened(EventType::expired, key, 0);
    gone(key);
}

void SimulatedCache::expire_all() {
    for (const Key key : redis_->entries().keys()) expire(key);
}

// Timers of before find their calls and messages gone.
void SimulatedCache::reset() {
    for (Index index = 0; index < calls_.size(); ++index) {
        if (calls_[index].serial != 0) remove(index);
    }
    messages_.clear();
    held_.clear();
    parked_.clear();
    parked_messages_.clear();
    network_.reset();
    latencies_.restart();
    redis_.emplace(limit_, evicted());
    subscriptions_ = Subscriptions();
    expiries_ = ExpiryQueue();
    for (std::uint32_t& life : lives_) ++life;
    down_ = frozen_ = paused_ = false;
    squeeze_.reset();
    outage_ = Outage{};
    append_only_.begin(*redis_);
}

}  // namespace stampede
