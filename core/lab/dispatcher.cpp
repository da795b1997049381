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

Dispatcher::Dispatcher(Scheduler& scheduler, World& world, EventSink& sink, std::uint64_t seed)
    : scheduler_(&scheduler), world_(&world), sink_(&sink), batch_faults_(seed) {}

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
    slot.background = caller().background;
    slot.root = holding_ ? stampede::root_of(frame) : nullptr;
    if (stampede::rests(operation.verb)) return sleep(slot);
    slot.state = State::parked;
    if (!holding_) return issue(slot);
    record(event_of(EventType::parked, slot.operation));
}

void Dispatcher::issue(Slot& slot) {
    const Operation& operation = slot.operation;
    if (freeze_.holds(operation.instance)) return;  // it stays parked
    std::uint32_t& doom = doom_[operation.instance];
    if (doom > 0 && --doom == 0) return meet_doom(operation.instance);
    if (operation.verb == Verb::db_apply_batch && operation.instance < queues_.size()) {
        batch_faults_.decide(operation.instance, operation.batch, queues_[operation.instance]->changes(operation.batch));
    }
    slot.state = State::issued;
    ++on_the_way_;
    record(event_of(EventType::issued, operation));
    world_->issue(operation);
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
    Slot& slot = slots_[operation.slot];
    if (slot.state != State::issued || slot.operation.id != operation.id) return;
    --on_the_way_;
    if (operation.verb == Verb::db_apply_batch) batch_faults_.forget(operation.instance, operation.batch);
    if (freeze_.holds(operation.instance)) {
        slot.state = State::answered;
        freeze_.keep(operation.instance, [this, operation, reply, timing] { learn(operation, reply, timing); });
    } else {
        learn(operation, reply, timing);
    }
    if (on_the_way_ == 0 && idle_) idle_();
}

// An operation whose frame is gone by now is none of anybody's business.
void Dispatcher::learn(const Operation& operation, const Reply& reply, const Timing& timing) {
    const Slot& slot = slots_[operation.slot];
    const bool awaited = slot.state == State::issued || slot.state == State::answered;
    if (!awaited || slot.operation.id != operation.id) return;
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
}

void Dispatcher::resume(std::uint32_t index, const Reply& reply) {
    Slot& slot = slots_[index];
    *slot.reply = reply;
    slot.reply->source = component_of(slot.operation.verb) == Component::cache ? Source::cache : Source::database;
    const Caller caller{slot.operation.request, slot.operation.instance, slot.background};
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
    if (const std::vector<PendingWrite>* altered = batch_faults_.instead_of(instance, batch)) return *altered;
    return instance < queues_.size() ? queues_[instance]->changes(batch) : std::span<const PendingWrite>{};
}

BatchId Dispatcher::received(InstanceId instance, std::vector<PendingWrite> changes) {
    return instance < queues_.size() ? queues_[instance]->gather(std::move(changes)) : 0;
}

void Dispatcher::message(InstanceId to, const Message& message) {
    if (freeze_.holds(to)) return freeze_.keep(to, [this, to, message] { this->message(to, message); });
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
        if (slot.state == State::parked && !freeze_.holds(slot.operation.instance)) waiting.push_back(slot.operation);
    }
    std::sort(waiting.begin(), waiting.end(), earlier);
    return waiting;
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
