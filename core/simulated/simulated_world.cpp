// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/simulated/simulated_world.h"

namespace stampede {

void SimulatedWorld::observe(WorldObserver& observer) {
    database_.observe(observer);
    cache_.observe(observer);
}

void SimulatedWorld::issue(const Operation& operation) {
    cache_.sample();
    if (component_of(operation.verb) == Component::database) return database_.issue(operation);
    cache_.issue(operation);
}

void SimulatedWorld::forget(InstanceId instance) {
    cache_.forget(instance);
    database_.forget(instance);
}

void SimulatedWorld::inject(const Fault& fault) {
    if (of_the_network(fault.kind)) return cache_.break_network(fault);
    switch (fault.kind) {
        case FaultKind::redis_kill:
        case FaultKind::redis_power_cut: return cache_.take_down(fault);
        case FaultKind::redis_freeze: return cache_.freeze();
        case FaultKind::redis_pause: return cache_.pause();
        case FaultKind::redis_memory: return cache_.squeeze(fault.amount, static_cast<Eviction>(fault.choice));
        case FaultKind::redis_flush: return cache_.flush();
        case FaultKind::evict_key: return cache_.evict(fault.key);
        case FaultKind::db_slow: return database_.slow_down(fault.added);
        case FaultKind::db_slow_query: return database_.count_rows(fault.amount);
        case FaultKind::db_lock: return database_.lock();
        case FaultKind::db_full: return database_.fill(true);
        case FaultKind::db_read_only: return database_.make_read_only(true);
        case FaultKind::db_down: return database_.go_down(true);
        case FaultKind::db_pool: return database_.take_connections(fault.amount);
        case FaultKind::db_write: return database_.write_from_outside(fault.key, fault.amount);
        case FaultKind::db_power_cut: return database_.cut_power(true);
        case FaultKind::expire_key: return cache_.expire(fault.key);
        case FaultKind::expire_all: return cache_.expire_all();
        default: return;
    }
}

void SimulatedWorld::heal(const Fault& fault) {
    if (of_the_network(fault.kind)) return cache_.heal_network(fault);
    switch (fault.kind) {
        case FaultKind::redis_kill:
        case FaultKind::redis_power_cut: return cache_.heal(fault.kind);
        case FaultKind::redis_freeze: return cache_.thaw();
        case FaultKind::redis_pause: return cache_.go_on();
        case FaultKind::redis_memory: return cache_.unsqueeze();
        case FaultKind::db_slow: return database_.slow_down(Duration{0});
        case FaultKind::db_slow_query: return database_.count_rows(0);
        case FaultKind::db_lock: return database_.unlock();
        case FaultKind::db_full: return database_.fill(false);
        case FaultKind::db_read_only: return database_.make_read_only(false);
        case FaultKind::db_down: return database_.go_down(false);
        case FaultKind::db_pool: return database_.take_connections(0);
        case FaultKind::db_power_cut: return database_.cut_power(false);
        default: return;
    }
}

void SimulatedWorld::hurry(bool on) {
    cache_.hurry(on);
    database_.hurry(on);
}

tl::expected<void, std::string> SimulatedWorld::reset() {
    cache_.reset();
    database_.reset();
    observe(nobody_);
    return {};
}

std::string SimulatedWorld::description() const { return "Simulated stores in virtual time, seed " + std::to_string(seed_); }

}  // namespace stampede
