// SPDX-License-Identifier: GPL-3.0-or-later
#include <utility>

#include "core/simulated/simulated_cache.h"

namespace stampede {

// What the server had not yet performed when it died is lost, and those who asked learn that nobody answers.
void SimulatedCache::kill() {
    if (std::exchange(down_, true)) return;
    frozen_ = false;
    redis_->clear();
    happened(EventType::cache_died, Key{}, 0);
    for (const auto& [instance, channel] : subscriptions_.all()) tell(instance, Message{channel, true, Key{}});
    subscriptions_.forget_tracking();
    for (const Index index : std::exchange(held_, {})) reach(index);
}

void SimulatedCache::start() {
    if (!std::exchange(down_, false)) return;
    happened(EventType::cache_started, Key{}, ++incarnation_);
}

// In the order of arrival, whether or not anybody still waits.
void SimulatedCache::thaw() {
    frozen_ = false;
    for (const Index index : std::exchange(held_, {})) {
        calls_[index].timing.fault += scheduler_->now() - calls_[index].held;
        perform(index);
    }
}

void SimulatedCache::expire(Key key) {
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
    down_ = frozen_ = false;
}

}  // namespace stampede
