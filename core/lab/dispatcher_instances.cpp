// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <utility>

#include "core/lab/dispatcher.h"

namespace stampede {

void Dispatcher::abandon(InstanceId instance) {
    for (Slot& slot : slots_) {
        if (slot.state != State::free && slot.operation.instance == instance) abandon(slot);
    }
    freeze_.forget(instance);
    doom_[instance] = 0;
    if (on_the_way_ == 0 && idle_) idle_();
}

void Dispatcher::abandon_background(InstanceId instance) {
    for (Slot& slot : slots_) {
        if (slot.state != State::free && slot.background && slot.operation.instance == instance) abandon(slot);
    }
    if (on_the_way_ == 0 && idle_) idle_();
}

void Dispatcher::abandon(Slot& slot) {
    if (slot.state == State::issued) --on_the_way_;
    if (slot.state == State::issued || slot.state == State::answered) {
        Event event = event_of(EventType::replied, slot.operation);
        event.outcome = Outcome::crashed;
        record(event);
    }
    if (slot.operation.verb == Verb::db_apply_batch) batch_faults_.forget(slot.operation.instance, slot.operation.batch);
    slot.state = State::free;
    free_.push_back(slot.operation.slot);
}

// First what reached it, in order, then what it had not yet got round to; whoever has slept on wakes a moment later.
void Dispatcher::thaw(InstanceId instance) {
    if (!freeze_.holds(instance) || is_doomed(instance)) return;
    freeze_.thaw(instance);
    std::vector<const Slot*> rested;
    for (const Slot& slot : slots_) {
        if (rests(slot) && slot.operation.instance == instance && slot.wake <= scheduler_->now()) rested.push_back(&slot);
    }
    std::sort(rested.begin(), rested.end(),
              [](const Slot* a, const Slot* b) { return std::pair(a->wake, a->operation.id) < std::pair(b->wake, b->operation.id); });
    for (const Slot* slot : rested) arm(*slot);
    if (holding_) return;
    for (const Operation& operation : parked()) {
        if (operation.instance == instance) issue(slots_[operation.slot]);
    }
}

void Dispatcher::reach(InstanceId instance, std::function<void()> call) {
    if (freeze_.holds(instance)) return freeze_.keep(instance, std::move(call));
    call();
}

// Its frames are on the stack: they cannot go now.
void Dispatcher::meet_doom(InstanceId instance) {
    freeze_.freeze(instance);
    doom_[instance] = kDoomed;
    ++dooming_;
    const auto crash = [](void* self, std::uint64_t doomed) {
        auto& dispatcher = *static_cast<Dispatcher*>(self);
        --dispatcher.dooming_;
        const auto id = static_cast<InstanceId>(doomed);
        if (dispatcher.is_doomed(id) && dispatcher.doomed_) dispatcher.doomed_(id);
    };
    scheduler_->at(scheduler_->now(), Timer{crash, this, instance});
}

}  // namespace stampede
