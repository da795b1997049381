// SPDX-License-Identifier: GPL-3.0-or-later
#include <utility>

#include "core/simulated/simulated_world.h"

namespace stampede {

void SimulatedWorld::inject(const Fault& fault) {
    switch (fault.kind) {
        case FaultKind::redis_kill: return kill_cache();
        case FaultKind::redis_freeze: cache_frozen_ = true; return;
        case FaultKind::db_slow: database_added_ = fault.added; return;
        case FaultKind::db_lock: database_locked_ = true; return;
        case FaultKind::expire_key: return expire(fault.key);
        case FaultKind::expire_all:
            for (const Key key : cache_.keys()) expire(key);
            return;
        case FaultKind::app_crash: return;
    }
}

void SimulatedWorld::heal(FaultKind kind) {
    switch (kind) {
        case FaultKind::redis_kill:
            if (!std::exchange(cache_down_, false)) return;
            return happened(EventType::cache_started, Key{}, ++incarnation_);
        case FaultKind::redis_freeze: return thaw_cache();
        case FaultKind::db_slow: database_added_ = Duration{0}; return;
        case FaultKind::db_lock: return unlock_database();
        case FaultKind::app_crash:
        case FaultKind::expire_key:
        case FaultKind::expire_all: return;
    }
}

void SimulatedWorld::expire(Key key) {
    if (cache_.del(key, scheduler_->now()) != 0) happened(EventType::expired, key, 0);
}

// A killed server loses its data and every request that it has not answered.
void SimulatedWorld::kill_cache() {
    if (std::exchange(cache_down_, true)) return;
    cache_.clear();
    happened(EventType::cache_died, Key{}, 0);
    for (const Index index : std::exchange(held_by_cache_, {})) reach_cache(index);
}

// A thawed server works off what arrived meanwhile, in order, whether or not anybody still waits for it.
void SimulatedWorld::thaw_cache() {
    cache_frozen_ = false;
    for (const Index index : std::exchange(held_by_cache_, {})) perform_cache(index);
}

void SimulatedWorld::unlock_database() {
    database_locked_ = false;
    for (const Index index : std::exchange(held_by_lock_, {})) {
        pending_[index].timing.fault = scheduler_->now() - pending_[index].issued;
        perform_database(index);
    }
}

}  // namespace stampede
