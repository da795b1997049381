// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lab/dispatcher.h"

#include <algorithm>

#include "core/model/source_files.h"

namespace stampede {

Dispatcher::Dispatcher(Scheduler& scheduler, World& world, EventSink& sink) : scheduler_(&scheduler), world_(&world), sink_(&sink) {}

void Dispatcher::park(const Operation& operation, std::source_location where, std::coroutine_handle<> waiter, Reply* reply) {
    const std::uint32_t index = take_slot();
    Slot& slot = slots_[index];
    slot.operation = operation;
    slot.operation.id = next_operation_++;
    slot.operation.slot = index;
    slot.operation.request = caller_.request;
    slot.operation.instance = caller_.instance;
    slot.operation.file = file_of(where.file_name());
    slot.operation.line = where.line();
    slot.waiter = waiter;
    slot.reply = reply;
    if (operation.verb == Verb::sleep) return sleep(slot);
    slot.state = State::parked;
    if (!holding_) return issue(slot);
    record(event_of(EventType::parked, slot.operation));
}

void Dispatcher::sleep(Slot& slot) {
    slot.state = State::sleeping;
    slot.wake = scheduler_->now() + slot.operation.ttl;
    record(event_of(EventType::parked, slot.operation));
    scheduler_->at(slot.wake, Timer{wake_up, this, (std::uint64_t{slot.operation.slot} << 32) | slot.operation.id});
}

void Dispatcher::wake_up(void* self, std::uint64_t argument) {
    auto& dispatcher = *static_cast<Dispatcher*>(self);
    const auto index = static_cast<std::uint32_t>(argument >> 32);
    const Slot& slot = dispatcher.slots_[index];
    if (slot.state != State::sleeping || slot.operation.id != static_cast<OperationId>(argument)) return;
    dispatcher.record(dispatcher.event_of(EventType::replied, slot.operation));
    dispatcher.resume(index, Reply{});
}

void Dispatcher::issue(Slot& slot) {
    slot.state = State::issued;
    ++on_the_way_;
    record(event_of(EventType::issued, slot.operation));
    world_->issue(slot.operation);
}

void Dispatcher::effect(const Operation& operation, const Reply& reply, Instant expires) {
    Event event = event_of(EventType::effect, operation);
    event.outcome = reply.outcome;
    event.found = reply.found;
    if (operation.verb != Verb::cache_set) event.value = reply.value;
    event.detail = expires.count();
    record(event);
}

void Dispatcher::completed(const Operation& operation, const Reply& reply, const Timing& timing) {
    const Slot& slot = slots_[operation.slot];
    if (slot.state != State::issued || slot.operation.id != operation.id) return;
    --on_the_way_;
    Event event = event_of(EventType::replied, operation);
    event.outcome = reply.outcome;
    event.found = reply.found;
    if (operation.verb != Verb::cache_set) event.value = reply.value;
    event.timing = timing;
    event.detail = reply.affected;
    record(event);
    resume(operation.slot, reply);
    if (on_the_way_ == 0 && idle_) idle_();
}

void Dispatcher::resume(std::uint32_t index, const Reply& reply) {
    Slot& slot = slots_[index];
    *slot.reply = reply;
    const Caller caller{slot.operation.request, slot.operation.instance};
    const auto waiter = slot.waiter;
    slot.state = State::free;
    free_.push_back(index);
    run_as(caller, [waiter] { waiter.resume(); });
}

void Dispatcher::happened(const Event& event) {
    Event stamped = event;
    stamped.at = scheduler_->now();
    record(stamped);
    if (event.type == EventType::cache_died && event.detail == 1 && cache_lost_) cache_lost_();
}

void Dispatcher::notice(const std::string& sentence) {
    if (notice_) notice_(sentence);
}

std::span<const PendingWrite> Dispatcher::batch(InstanceId instance, BatchId batch) const {
    return instance < queues_.size() ? queues_[instance]->batch(batch) : std::span<const PendingWrite>{};
}

void Dispatcher::hold(bool on) {
    holding_ = on;
    if (on) return;
    for (const Operation& operation : parked()) issue(slots_[operation.slot]);
}

bool Dispatcher::release(OperationId id) {
    const auto waiting = parked();
    for (const Operation& operation : waiting) {
        if (id != 0 && operation.id != id) continue;
        issue(slots_[operation.slot]);
        return true;
    }
    return false;
}

std::vector<Operation> Dispatcher::parked() const {
    std::vector<Operation> waiting;
    for (const Slot& slot : slots_) {
        if (slot.state == State::parked) waiting.push_back(slot.operation);
    }
    std::sort(waiting.begin(), waiting.end(), [](const Operation& a, const Operation& b) { return a.id < b.id; });
    return waiting;
}

Instant Dispatcher::next_wake_up() const {
    Instant earliest = kNever;
    for (const Slot& slot : slots_) {
        if (slot.state == State::sleeping) earliest = std::min(earliest, slot.wake);
    }
    return earliest;
}

void Dispatcher::wake_due() {
    for (std::uint32_t index = 0; index < slots_.size(); ++index) {
        if (slots_[index].state != State::sleeping || slots_[index].wake > scheduler_->now()) continue;
        wake_up(this, (std::uint64_t{index} << 32) | slots_[index].operation.id);
    }
}

void Dispatcher::queue_filled(InstanceId instance) {
    for (Slot& slot : slots_) {
        const Operation& operation = slot.operation;
        if (slot.state != State::sleeping || operation.instance != instance || operation.batch == 0) continue;
        slot.wake = scheduler_->now();
        scheduler_->at(slot.wake, Timer{wake_up, this, (std::uint64_t{operation.slot} << 32) | operation.id});
    }
}

void Dispatcher::abandon(InstanceId instance) {
    for (std::uint32_t index = 0; index < slots_.size(); ++index) {
        Slot& slot = slots_[index];
        if (slot.state == State::free || slot.operation.instance != instance) continue;
        if (slot.state == State::issued) {
            --on_the_way_;
            Event event = event_of(EventType::replied, slot.operation);
            event.outcome = Outcome::crashed;
            record(event);
        }
        slot.state = State::free;
        free_.push_back(index);
    }
    if (on_the_way_ == 0 && idle_) idle_();
}

void Dispatcher::add_queue(InstanceId instance, InstanceQueue* queue) {
    if (queues_.size() <= instance) queues_.resize(instance + std::size_t{1});
    queues_[instance] = queue;
}

std::uint32_t Dispatcher::take_slot() {
    if (free_.empty()) {
        slots_.emplace_back();
        return static_cast<std::uint32_t>(slots_.size() - 1);
    }
    const std::uint32_t index = free_.back();
    free_.pop_back();
    return index;
}

std::uint16_t Dispatcher::file_of(const char* name) {
    for (const auto& [known, id] : files_) {
        if (known == name) return id;
    }
    files_.emplace_back(name, source_file_id(name));
    return files_.back().second;
}

Event Dispatcher::event(EventType type) const {
    Event event;
    event.type = type;
    event.at = scheduler_->now();
    return event;
}

Event Dispatcher::event_of(EventType type, const Operation& operation) const {
    Event event = this->event(type);
    event.verb = operation.verb;
    event.instance = operation.instance;
    event.file = operation.file;
    event.line = operation.line;
    event.request = operation.request;
    event.operation = operation.id;
    event.key = operation.key;
    event.value = operation.value;
    return event;
}

}  // namespace stampede
