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
        case FaultKind::redis_kill: return cache_.kill();
        case FaultKind::redis_freeze: return cache_.freeze();
        case FaultKind::db_slow: return database_.slow_down(fault.added);
        case FaultKind::db_lock: return database_.lock();
        case FaultKind::expire_key: return cache_.expire(fault.key);
        case FaultKind::expire_all: return cache_.expire_all();
        default: return;
    }
}

void SimulatedWorld::heal(const Fault& fault) {
    if (of_the_network(fault.kind)) return cache_.heal_network(fault);
    switch (fault.kind) {
        case FaultKind::redis_kill: return cache_.start();
        case FaultKind::redis_freeze: return cache_.thaw();
        case FaultKind::db_slow: return database_.slow_down(Duration{0});
        case FaultKind::db_lock: return database_.unlock();
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
