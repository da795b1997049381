// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lab/dispatcher.h"

#include <algorithm>
#include <utility>

namespace stampede {
namespace {

const TaskFrame* root_of(const TaskFrame& frame) {
    const TaskFrame* root = &frame;
    while (root->caller() != nullptr) root = root->caller();
    return root;
}

bool earlier(const Operation& a, const Operation& b) { return a.id < b.id; }

}  // namespace

Dispatcher::Dispatcher(Scheduler& scheduler, World& world, EventSink& sink) : scheduler_(&scheduler), world_(&world), sink_(&sink) {}

void Dispatcher::park(const Operation& operation, std::source_location where, const TaskFrame& frame, std::coroutine_handle<> waiter,
                      Reply* reply) {
    const std::uint32_t index = take_slot();
    Slot& slot = slots_[index];
    slot.operation = operation;
    slot.operation.id = next_operation_++;
    slot.operation.slot = index;
    slot.operation.request = caller().request;
    slot.operation.instance = caller().instance;
    const CallStacks::Place place = stacks_.place_of(
        where, frame, [this](const Event& call) { record(call); }, scheduler_->now());
    slot.operation.file = place.file;
    slot.operation.line = place.line;
    slot.operation.stack = place.stack;
    slot.waiter = waiter;
    slot.reply = reply;
    slot.raised = false;
    slot.root = holding_ ? stampede::root_of(frame) : nullptr;
    if (rests(operation.verb)) return sleep(slot);
    slot.state = State::parked;
    if (!holding_) return issue(slot);
    record(event_of(EventType::parked, slot.operation));
}

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
    if (slot.state != State::sleeping || slot.operation.id != static_cast<OperationId>(argument)) return;
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
    event.applied = reply.applied;
    if (!stores(operation.verb)) {
        event.value = reply.value;
        if (reply.ok()) event.state = reply.state;
    }
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
    event.applied = reply.applied;
    if (!stores(operation.verb)) {
        event.value = reply.value;
        if (reply.ok()) event.state = reply.state;
    }
    event.timing = timing;
    event.detail = reply.token != 0 ? static_cast<std::int64_t>(reply.token) : reply.affected;
    record(event);
    resume(operation.slot, reply);
    if (on_the_way_ == 0 && idle_) idle_();
}

void Dispatcher::resume(std::uint32_t index, const Reply& reply) {
    Slot& slot = slots_[index];
    *slot.reply = reply;
    slot.reply->source = component_of(slot.operation.verb) == Component::cache ? Source::cache : Source::database;
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
    return instance < queues_.size() ? queues_[instance]->changes(batch) : std::span<const PendingWrite>{};
}

BatchId Dispatcher::received(InstanceId instance, std::vector<PendingWrite> changes) {
    return instance < queues_.size() ? queues_[instance]->gather(std::move(changes)) : 0;
}

void Dispatcher::message(InstanceId to, const Message& message) {
    Event event = this->event(EventType::message);
    event.instance = to;
    event.key = message.key;
    event.found = !message.anything;
    event.detail = static_cast<std::int64_t>(message.channel);
    record(event);
    if (message_) message_(to, message);
}

void Dispatcher::hold(bool on) {
    holding_ = on;
    if (on) return;
    for (const Operation& operation : parked()) issue(slots_[operation.slot]);
}

bool Dispatcher::release(OperationId id, Fate fate) {
    const auto waiting = parked();
    for (const Operation& operation : waiting) {
        if (id != 0 && operation.id != id) continue;
        if (component_of(operation.verb) == Component::cache) slots_[operation.slot].operation.fate = fate;
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
    std::sort(waiting.begin(), waiting.end(), earlier);
    return waiting;
}

std::vector<Operation> Dispatcher::resting() const {
    std::vector<Operation> resting;
    for (const Slot& slot : slots_) {
        if (slot.state == State::sleeping) resting.push_back(slot.operation);
    }
    std::sort(resting.begin(), resting.end(), earlier);
    return resting;
}

bool Dispatcher::waking() const {
    return std::any_of(slots_.begin(), slots_.end(), [](const Slot& slot) { return slot.state == State::sleeping && slot.raised; });
}

bool Dispatcher::wake(OperationId operation) {
    for (std::uint32_t index = 0; index < slots_.size(); ++index) {
        if (slots_[index].state != State::sleeping || slots_[index].operation.id != operation) continue;
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

void Dispatcher::wake_next() {
    const auto due = [this](const Slot& slot) { return slot.state == State::sleeping && slot.wake <= scheduler_->now(); };
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

Event Dispatcher::event_of(EventType type, const Operation& operation) const {
    Event event = this->event(type);
    event.verb = operation.verb;
    event.instance = operation.instance;
    event.file = operation.file;
    event.line = operation.line;
    event.stack = operation.stack;
    event.state = operation.state;
    event.outbox = operation.outbox;
    event.newer = operation.condition == Condition::newer;
    event.request = operation.request;
    event.operation = operation.id;
    event.key = operation.key;
    event.value = operation.value;
    return event;
}

}  // namespace stampede
