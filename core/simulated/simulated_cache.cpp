// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/simulated/simulated_cache.h"

#include <algorithm>
#include <utility>

#include "core/simulated/service_times.h"

namespace stampede {

SimulatedCache::SimulatedCache(const RunConfig& config, Scheduler& scheduler)
    : scheduler_(&scheduler),
      message_travel_(config.latency.cache / 2),
      limit_{config.cache_memory, config.eviction, config.seed},
      latencies_(config),
      network_(config.seed),
      append_only_(config.append_only) {
    redis_.emplace(limit_, evicted());
    append_only_.begin(*redis_);
}

FakeCache::Evicted SimulatedCache::evicted() {
    return [this](Key key) {
        happened(EventType::evicted, key, 0);
        gone(key);
    };
}

void SimulatedCache::observe(WorldObserver& observer) {
    observer_ = &observer;
    happened(EventType::cache_started, Key{}, incarnation_);
}

// A free call holds nothing that has been handed out; all else is set here or before it is read.
SimulatedCache::Index SimulatedCache::add(const Operation& operation) {
    Index index = static_cast<Index>(calls_.size());
    if (free_.empty()) {
        calls_.emplace_back();
    } else {
        index = free_.back();
        free_.pop_back();
    }
    Call& call = calls_[index];
    call.serial = next_serial();
    call.operation = operation;
    call.reply = Reply{};
    call.timing = Timing{};
    call.issued = scheduler_->now();
    call.incarnation = incarnation_;
    call.life = lives_[operation.instance];
    call.answered = false;
    call.treatment = Treatment{};
    call.way = Way::none;
    return index;
}

std::uint32_t SimulatedCache::next_serial() {
    if (++last_serial_ == 0) ++last_serial_;
    return last_serial_;
}

void SimulatedCache::drop(Index index) {
    calls_[index].handed_out.clear();
    remove(index);
}

void SimulatedCache::remove(Index index) {
    calls_[index].serial = 0;
    free_.push_back(index);
}

void SimulatedCache::issue(const Operation& operation) {
    const Index index = add(operation);
    Call& call = calls_[index];
    const Duration latency = latencies_.waited(latencies_.cache(), operation.deadline);
    const bool lost = operation.fate == Fate::request_lost;
    const Duration service = lost ? Duration{0} : service_time(operation.verb, operation.key);
    call.travel = latency / 2;
    call.timing.modelled = latency + service;
    after<&SimulatedCache::arrive>(call.travel + service, index);
    const bool slow = operation.deadline != Duration{0} && call.timing.modelled >= operation.deadline;
    if (slow) after<&SimulatedCache::give_up>(operation.deadline, index);
}

void SimulatedCache::arrive(Index index) { network_.well() ? reach(index) : enter_network(index); }

void SimulatedCache::reach(Index index) {
    Call& call = calls_[index];
    if (is_cut_off(call) || call.operation.fate == Fate::request_lost) {
        call.reply.outcome = Outcome::unavailable;
        if (call.answered) return remove(index);
        return after<&SimulatedCache::reply>(call.travel, index);
    }
    if (holds(call.operation.verb)) return hold(index);
    perform(index);
}

void SimulatedCache::hold(Index index) {
    Call& call = calls_[index];
    call.held = scheduler_->now();
    held_.push_back(index);
    expect_deadline(index);
}

// What is performed twice answers as it did the first time.
void SimulatedCache::perform(Index index) {
    Call& call = calls_[index];
    take_effect(call);
    if (call.treatment.kind == Treatment::Kind::duplicate) {
        const Reply first = call.reply;
        std::vector<PendingWrite> handed_out = std::move(call.handed_out);
        take_effect(call);
        call.reply = first;
        call.handed_out = std::move(handed_out);
    }
    call.answered ? drop(index) : leave(index);
}

void SimulatedCache::take_effect(Call& call) {
    const Operation& operation = call.operation;
    std::span<const PendingWrite> batch;
    if (operation.batch != 0) batch = observer_->batch(operation.instance, operation.batch);
    if (operation.verb != Verb::cache_get) append_only_.before_change(*redis_, scheduler_->now());
    FakeRedis::Result result = redis_->run(operation, batch, scheduler_->now());
    if (operation.verb == Verb::cache_publish) {
        result.reply.affected = subscriptions_.count(operation.channel);
        for (const InstanceId to : subscriptions_.of(operation.channel)) tell(to, Message{operation.channel, false, operation.key});
    }
    call.reply = result.reply;
    if (!result.changes.empty()) call.handed_out = std::move(result.changes);
    if (result.expires != Instant{0}) {
        expiries_.push(result.expires, result.stored);
        arm();
    }
    observer_->effect(operation, call.reply, result.expires);
    const bool applied = call.reply.applied;
    if (operation.fate == Fate::reply_lost) {
        call.reply = Reply{};
        call.reply.outcome = Outcome::unavailable;
        call.handed_out.clear();
    }
    if (looks(operation.verb)) subscriptions_.track(operation.instance, operation.key);
    const bool touches = stores(operation.verb) || removes(operation.verb) || operation.verb == Verb::cache_incr;
    if (applied && touches) gone(operation.key);
}

void SimulatedCache::reply(Index index) {
    Call& call = calls_[index];
    if (!call.answered) complete(call, is_cut_off(call) ? Outcome::unavailable : call.reply.outcome);
    drop(index);
}

void SimulatedCache::give_up(Index index) {
    Call& call = calls_[index];
    if (std::exchange(call.answered, true)) return;
    const Duration elapsed = scheduler_->now() - call.issued;
    call.timing.modelled = std::min(call.timing.modelled, elapsed);
    call.timing.fault = elapsed - call.timing.modelled;
    complete(call, Outcome::timed_out);
}

// The observer may issue more operations before it returns: the call keeps its place until then.
void SimulatedCache::complete(Call& call, Outcome outcome) {
    Reply reply = outcome == call.reply.outcome ? call.reply : Reply{};
    reply.outcome = outcome;
    const bool received = reply.ok() && !call.handed_out.empty() && call.life == lives_[call.operation.instance];
    if (received) reply.batch = observer_->received(call.operation.instance, std::move(call.handed_out));
    observer_->completed(call.operation, reply, call.timing);
}

void SimulatedCache::forget(InstanceId instance) {
    ++lives_[instance];
    subscriptions_.remove(instance);
}

// Redis tells an instance once of a key that it has read and that has changed since.
void SimulatedCache::gone(Key key) {
    for (const InstanceId to : subscriptions_.take_tracking(key)) tell(to, Message{Channel::tracking, false, key});
}

void SimulatedCache::tell(InstanceId instance, const Message& message) {
    if (network_.well() || !network_.troubled(instance)) return deliver_after(message_travel_, instance, message);
    if (network_.down(instance)) return;
    if (network_.holds(instance, Stream::downstream)) return parked_messages_.push_back({instance, message});
    const SimulatedNetwork::Passage passage = network_.pass(instance, Stream::downstream, kMessageBytes, scheduler_->now());
    deliver_after(message_travel_ + passage.arrives - scheduler_->now(), instance, message);
}

void SimulatedCache::deliver_after(Duration delay, InstanceId instance, const Message& message) {
    messages_.emplace(++last_message_, Travelling{instance, message});
    const auto deliver = [](void* self, std::uint64_t number) {
        auto& cache = *static_cast<SimulatedCache*>(self);
        const auto found = cache.messages_.find(number);
        if (found == cache.messages_.end()) return;
        const Travelling arrived = found->second;
        cache.messages_.erase(found);
        const bool heard = cache.subscriptions_.contains(arrived.to, arrived.message.channel);
        if (heard) cache.observer_->message(arrived.to, arrived.message);
    };
    scheduler_->at(scheduler_->now() + latencies_.waited(delay, Duration{0}), Timer{deliver, this, last_message_});
}

void SimulatedCache::arm() {
    if (expiries_.next() >= armed_) return;
    armed_ = expiries_.next();
    scheduler_->at(armed_, Timer{[](void* self, std::uint64_t) { static_cast<SimulatedCache*>(self)->expire_due(); }, this, 0});
}

void SimulatedCache::expire_due() {
    const Instant now = scheduler_->now();
    if (armed_ <= now) armed_ = kNever;
    if (down_) return;  // what the server comes back with is looked at then
    while (expiries_.next() <= now) {
        const Key key = expiries_.take();
        append_only_.before_change(*redis_, now);
        if (!redis_->entries().expire(key, now)) continue;
        happened(EventType::expired, key, 0);
        gone(key);
    }
    arm();
}

void SimulatedCache::happened(EventType type, Key key, std::int64_t detail) {
    Event event;
    event.type = type;
    event.key = key;
    event.detail = detail;
    observer_->happened(event);
}

void SimulatedCache::sample() {
    if (scheduler_->now() < next_sample_) return;
    next_sample_ = scheduler_->now() + std::chrono::seconds(1);
    happened(EventType::sample, Key{}, down_ ? 0 : static_cast<std::int64_t>(redis_->entries().bytes()));
}

}  // namespace stampede
