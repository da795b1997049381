// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <utility>

#include "core/lab/dispatcher.h"

namespace stampede {
namespace {

bool earlier(const Operation& a, const Operation& b) { return a.id < b.id; }

}  // namespace

void Dispatcher::sleep(Slot& slot) {
    slot.state = State::sleeping;
    const bool for_ever = slot.operation.verb == Verb::wait && slot.operation.ttl == Duration{0};
    slot.wake = for_ever ? kNever : scheduler_->now() + slot.operation.ttl;
    record(event_of(EventType::parked, slot.operation));
    if (!for_ever) arm(slot);
}

void Dispatcher::arm(const Slot& slot) {
    scheduler_->at(slot.wake, Timer{wake_up, this, (std::uint64_t{slot.operation.slot} << 32) | slot.operation.id});
}

void Dispatcher::wake_up(void* self, std::uint64_t argument) {
    auto& dispatcher = *static_cast<Dispatcher*>(self);
    const auto index = static_cast<std::uint32_t>(argument >> 32);
    const Slot& slot = dispatcher.slots_[index];
    if (!dispatcher.rests(slot) || slot.operation.id != static_cast<OperationId>(argument)) return;
    if (slot.raised || !dispatcher.rest_by_hand_) dispatcher.end_rest(index);
}

void Dispatcher::end_rest(std::uint32_t index) {
    const Slot& slot = slots_[index];
    Reply reply;
    if (slot.operation.verb == Verb::wait && !slot.raised) reply.outcome = Outcome::timed_out;
    Event event = event_of(EventType::replied, slot.operation);
    event.outcome = reply.outcome;
    record(event);
    resume(index, reply);
}

void Dispatcher::wake(Slot& slot) {
    slot.wake = scheduler_->now();
    slot.raised = true;
    arm(slot);
}

void Dispatcher::raise(InstanceId instance, std::uint64_t signal) {
    std::vector<Slot*> waiting;
    for (Slot& slot : slots_) {
        const Operation& operation = slot.operation;
        const bool waits = slot.state == State::sleeping && operation.verb == Verb::wait && !slot.raised;
        if (waits && operation.instance == instance && operation.token == signal) waiting.push_back(&slot);
    }
    std::sort(waiting.begin(), waiting.end(), [](const Slot* a, const Slot* b) { return a->operation.id < b->operation.id; });
    for (Slot* slot : waiting) wake(*slot);
}

std::vector<Operation> Dispatcher::resting() const {
    std::vector<Operation> resting;
    for (const Slot& slot : slots_) {
        if (rests(slot)) resting.push_back(slot.operation);
    }
    std::sort(resting.begin(), resting.end(), earlier);
    return resting;
}

bool Dispatcher::waking() const {
    return std::any_of(slots_.begin(), slots_.end(), [this](const Slot& slot) { return rests(slot) && slot.raised; });
}

bool Dispatcher::wake(OperationId operation) {
    for (std::uint32_t index = 0; index < slots_.size(); ++index) {
        if (!rests(slots_[index]) || slots_[index].operation.id != operation) continue;
        end_rest(index);
        return true;
    }
    return false;
}

// Timers that went off while rests ended by hand have been passed over.
void Dispatcher::rest_by_hand(bool on) {
    if (!std::exchange(rest_by_hand_, on) || on) return;
    for (const Slot& slot : slots_) {
        if (slot.state == State::sleeping && slot.wake != kNever) arm(slot);
    }
}

Instant Dispatcher::next_wake_up() const {
    Instant earliest = kNever;
    for (const Slot& slot : slots_) {
        if (rests(slot)) earliest = std::min(earliest, slot.wake);
    }
    return earliest;
}

void Dispatcher::wake_due() {
    for (std::uint32_t index = 0; index < slots_.size(); ++index) {
        if (!rests(slots_[index]) || slots_[index].wake > scheduler_->now()) continue;
        wake_up(this, (std::uint64_t{index} << 32) | slots_[index].operation.id);
    }
}

void Dispatcher::wake_next() {
    const auto due = [this](const Slot& slot) { return rests(slot) && slot.wake <= scheduler_->now(); };
    const Slot* next = nullptr;
    for (const Slot& slot : slots_) {
        if (!due(slot)) continue;
        const bool before =
            next == nullptr || slot.wake < next->wake || (slot.wake == next->wake && earlier(slot.operation, next->operation));
        if (before) next = &slot;
    }
    if (next != nullptr) end_rest(next->operation.slot);
}

void Dispatcher::queue_filled(InstanceId instance) {
    for (Slot& slot : slots_) {
        const Operation& operation = slot.operation;
        if (slot.state == State::sleeping && operation.instance == instance && operation.batch != 0) wake(slot);
    }
}

}  // namespace stampede
