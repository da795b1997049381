// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <utility>

#include "core/simulated/simulated_cache.h"

namespace stampede {

using Treated = Treatment::Kind;

void SimulatedCache::break_network(const Fault& fault) {
    if (fault.kind != FaultKind::net_reset_peer) network_.inject(fault);
    if (fault.kind == FaultKind::net_down || fault.kind == FaultKind::net_reset_peer) cut(fault.instance);
}

void SimulatedCache::heal_network(const Fault& fault) {
    network_.heal(fault);
    for (const Index index : std::exchange(parked_, {})) {
        Call& call = calls_[index];
        call.timing.fault += scheduler_->now() - call.held;
        call.way == Way::up ? go_up(index) : go_down(index);
    }
    for (const Travelling& message : std::exchange(parked_messages_, {})) tell(message.to, message.message);
    if (fault.kind == FaultKind::net_down) tell_of_anything(fault.instance);
}

// Who was cut off has missed messages, and knows it.
void SimulatedCache::tell_of_anything(InstanceId instance) {
    for (const auto& [to, channel] : subscriptions_.all()) {
        if (instance == kEveryInstance || instance == to) deliver_after(message_travel_, to, Message{channel, true, Key{}});
    }
}

void SimulatedCache::enter_network(Index index) {
    Call& call = calls_[index];
    const Operation& operation = call.operation;
    if (!network_.troubled(operation.instance) || operation.fate == Fate::request_lost) return reach(index);
    expect_deadline(index);
    if (network_.down(operation.instance)) return fail(index);
    call.treatment = network_.decide(operation);
    if (call.treatment.kind == Treated::lose_request) return fail(index);
    if (call.treatment.kind != Treated::deliver_late) return go_up(index);
    call.timing.fault += call.treatment.late;
    after<&SimulatedCache::reach>(latencies_.waited(call.treatment.late, operation.deadline), index);
}

void SimulatedCache::expect_deadline(Index index) {
    const Call& call = calls_[index];
    if (call.answered || call.operation.deadline == Duration{0}) return;
    after<&SimulatedCache::give_up>(std::max(Duration{0}, call.issued + call.operation.deadline - scheduler_->now()), index);
}

void SimulatedCache::park(Index index, Way way) {
    calls_[index].way = way;
    calls_[index].held = scheduler_->now();
    parked_.push_back(index);
}

// How long the call is held up on its way; the connection may end with it.
Duration SimulatedCache::pass(Index index, Way way, std::size_t bytes) {
    Call& call = calls_[index];
    const Stream direction = way == Way::up ? Stream::upstream : Stream::downstream;
    const SimulatedNetwork::Passage passage = network_.pass(call.operation.instance, direction, bytes, scheduler_->now());
    const Duration held = latencies_.waited(passage.arrives - scheduler_->now(), call.operation.deadline);
    call.way = way;
    call.timing.fault += held;
    call.last = passage.last;
    return held;
}

void SimulatedCache::go_up(Index index) {
    const Operation& operation = calls_[index].operation;
    if (network_.holds(operation.instance, Stream::upstream)) return park(index, Way::up);
    const Duration held = pass(index, Way::up, request_bytes(operation));
    if (calls_[index].last) return after<&SimulatedCache::close_line>(held, index);
    if (held > Duration{0}) return after<&SimulatedCache::get_through>(held, index);
    get_through(index);
}

void SimulatedCache::get_through(Index index) {
    calls_[index].way = Way::none;
    reach(index);
}

// The reply sets out. A late delivery went its own way.
void SimulatedCache::leave(Index index) {
    Call& call = calls_[index];
    if (network_.well() || !network_.troubled(call.operation.instance) || call.treatment.kind == Treated::deliver_late) {
        return after<&SimulatedCache::reply>(call.travel, index);
    }
    if (call.treatment.kind == Treated::lose_reply) return fail(index);
    expect_deadline(index);
    go_down(index);
}

void SimulatedCache::go_down(Index index) {
    Call& call = calls_[index];
    if (call.answered) return drop(index);
    if (network_.holds(call.operation.instance, Stream::downstream)) return park(index, Way::down);
    const Duration held = pass(index, Way::down, reply_bytes(call.operation, call.reply));
    if (call.last) return after<&SimulatedCache::close_line>(held, index);
    after<&SimulatedCache::reply>(held + call.travel, index);
}

void SimulatedCache::close_line(Index index) { cut(calls_[index].operation.instance); }

// Nobody answers; what has had its effect keeps it. Timers for the call's way find it gone.
void SimulatedCache::fail(Index index) {
    Call& call = calls_[index];
    if (call.answered) return drop(index);
    call.way = Way::none;
    call.serial = next_serial();
    call.reply = Reply{};
    call.reply.outcome = Outcome::unavailable;
    call.handed_out.clear();
    expect_deadline(index);
    after<&SimulatedCache::reply>(call.travel, index);
}

// The connections end with everything that is on its way over them.
void SimulatedCache::cut(InstanceId instance) {
    const auto meant = [instance](InstanceId each) { return instance == kEveryInstance || instance == each; };
    std::erase_if(parked_, [&](Index index) { return meant(calls_[index].operation.instance); });
    std::erase_if(parked_messages_, [&](const Travelling& message) { return meant(message.to); });
    for (Index index = 0; index < calls_.size(); ++index) {
        const Call& call = calls_[index];
        if (call.serial != 0 && call.way != Way::none && meant(call.operation.instance)) fail(index);
    }
    for (const auto& [to, channel] : subscriptions_.all()) {
        if (meant(to)) subscriptions_.forget_tracking(to);
    }
    network_.closed(instance);
    tell_of_anything(instance);
}

}  // namespace stampede
