// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lab/lab_faults.h"

#include <algorithm>

#include "core/model/fault_event.h"

namespace stampede {
namespace {

// Of one instance, as against all that a load does to every instance.
bool of_an_instance(FaultKind kind) { return kind >= FaultKind::app_crash && kind <= FaultKind::flusher_reorder; }

// What a new process knows nothing of.
bool ends_with_its_process(FaultKind kind) { return kind == FaultKind::app_freeze || kind == FaultKind::flusher_kill; }

}  // namespace

LabFaults::LabFaults(Dispatcher& dispatcher, RequestTable& requests, World& world, Instances& instances)
    : dispatcher_(&dispatcher), requests_(&requests), world_(&world), instances_(&instances) {
    dispatcher.batch_faults().watch(active_);
    dispatcher.on_doomed([this](InstanceId id) { crash(id); });
}

bool LabFaults::can_happen(const Fault& fault) const {
    if (!of_an_instance(fault.kind)) return true;
    if (fault.instance >= instances_->size()) return false;
    return !ends_with_its_process(fault.kind) || (*instances_)[fault.instance]->running();
}

std::vector<Fault> LabFaults::each(const Fault& fault) const {
    if (!of_an_instance(fault.kind) || fault.instance != kEveryInstance) return {fault};
    std::vector<Fault> all(instances_->size(), fault);
    for (std::size_t id = 0; id < all.size(); ++id) all[id].instance = static_cast<InstanceId>(id);
    return all;
}

bool LabFaults::inject(const Fault& fault) {
    bool any = false;
    for (const Fault& one : each(fault)) any = inject_one(one) || any;
    return any;
}

bool LabFaults::inject_one(Fault fault) {
    if (!can_happen(fault)) return false;
    if (fault.kind == FaultKind::db_write) fault.amount = requests_->take_id();
    note(fault);
    if (of_the_world(fault.kind)) {
        world_->inject(fault);
    } else {
        inject_application(fault);
    }
    return true;
}

void LabFaults::note(const Fault& fault) {
    const auto same = [&](const Fault& other) { return same_scope(other, fault); };
    const auto known = std::find_if(active_.begin(), active_.end(), same);
    if (known != active_.end()) {
        *known = fault;
    } else if (lasting(fault.kind)) {
        active_.push_back(fault);
    }
    Event event = dispatcher_->event(EventType::fault_injected);
    put_fault(event, fault);
    dispatcher_->record(event);
}

void LabFaults::inject_application(const Fault& fault) {
    const InstanceId id = fault.instance;
    switch (fault.kind) {
        case FaultKind::app_crash:
            if (fault.amount == 0) return crash(id);
            if ((*instances_)[id]->running() && !dispatcher_->is_doomed(id)) dispatcher_->doom(id, fault.amount);
            return;
        case FaultKind::app_freeze: return dispatcher_->freeze(id);
        case FaultKind::app_clock: return dispatcher_->skew(id, fault.added);
        case FaultKind::flusher_kill: dispatcher_->abandon_background(id); return (*instances_)[id]->kill_background();
        case FaultKind::cold_start: return cold_start();
        default: return;  // batches and load ask what is active
    }
}

void LabFaults::heal_application(const Fault& fault) {
    const InstanceId id = fault.instance;
    switch (fault.kind) {
        case FaultKind::app_crash:
            if (dispatcher_->is_doomed(id)) crash(id);
            dispatcher_->doom(id, 0);
            return restart(id);
        case FaultKind::app_freeze: return dispatcher_->thaw(id);
        case FaultKind::app_clock: return dispatcher_->skew(id, Duration{0});
        case FaultKind::flusher_kill: return dispatcher_->reach(id, [this, id] { (*instances_)[id]->start_background(); });
        default: return;
    }
}

void LabFaults::end(std::vector<Fault>::iterator active) {
    const Fault ended = *active;
    active_.erase(active);
    Event event = dispatcher_->event(EventType::fault_healed);
    put_fault(event, ended);
    dispatcher_->record(event);
}

void LabFaults::heal(const Fault& fault) {
    for (const Fault& one : each(fault)) heal_one(one);
}

void LabFaults::heal_one(const Fault& fault) {
    const auto known = std::find_if(active_.begin(), active_.end(), [&](const Fault& other) { return same_scope(other, fault); });
    if (known == active_.end()) return;
    const Fault healed = *known;
    end(known);
    of_the_world(healed.kind) ? world_->heal(healed) : heal_application(healed);
}

void LabFaults::heal(FaultKind kind) {
    for (const Fault& fault : std::vector<Fault>(active_)) {
        if (fault.kind == kind) heal(fault);
    }
}

void LabFaults::heal_all() {
    for (const Fault& fault : std::vector<Fault>(active_)) heal(fault);
}

void LabFaults::end_with_instance(InstanceId id) {
    const auto ends = [id](const Fault& fault) { return ends_with_its_process(fault.kind) && fault.instance == id; };
    for (auto found = std::find_if(active_.begin(), active_.end(), ends); found != active_.end();
         found = std::find_if(active_.begin(), active_.end(), ends)) {
        end(found);
    }
}

void LabFaults::crash(InstanceId id) {
    Instance& instance = *(*instances_)[id];
    if (!instance.running()) return;
    dispatcher_->abandon(id);
    Event event = dispatcher_->event(EventType::crashed);
    event.instance = id;
    event.detail = static_cast<std::int64_t>(instance.queue().at_risk());
    dispatcher_->record(event);
    end_with_instance(id);
    instance.refuse();  // before the clients learn of it, who may send again at once
    requests_->crash(id);
    instance.crash();
}

void LabFaults::restart(InstanceId id) {
    if ((*instances_)[id]->running()) return;
    Event event = dispatcher_->event(EventType::restarted);
    event.instance = id;
    dispatcher_->record(event);
    (*instances_)[id]->start();
}

// An instance that is down for another reason stays so.
void LabFaults::cold_start() {
    world_->inject(Fault{FaultKind::redis_flush});
    for (const auto& instance : *instances_) {
        if (!instance->running()) continue;
        crash(instance->id());
        restart(instance->id());
    }
}

}  // namespace stampede
