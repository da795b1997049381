// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/simulated/simulated_world.h"

#include <algorithm>

#include "core/simulated/service_times.h"

namespace stampede {

SimulatedWorld::SimulatedWorld(const RunConfig& config, Scheduler& scheduler, TimeControl& time)
    : config_(config),
      scheduler_(&scheduler),
      time_(&time),
      cache_(config.cache_memory, [this](Key key) { happened(EventType::evicted, key, 0); }),
      connections_(config.database_pool) {}

void SimulatedWorld::observe(WorldObserver& observer) {
    observer_ = &observer;
    happened(EventType::cache_started, Key{}, incarnation_);
}

std::string SimulatedWorld::description() const { return "Simulated stores in virtual time, seed " + std::to_string(config_.seed); }

template <void (SimulatedWorld::*stage)(SimulatedWorld::Index)>
void SimulatedWorld::after(Duration delay, Index index) {
    const auto call = [](void* self, std::uint64_t argument) {
        auto& world = *static_cast<SimulatedWorld*>(self);
        const auto at = static_cast<Index>(argument);
        if (world.pending_[at].operation.id == static_cast<OperationId>(argument >> 32)) (world.*stage)(at);
    };
    scheduler_->at(scheduler_->now() + delay, Timer{call, this, (std::uint64_t{pending_[index].operation.id} << 32) | index});
}

SimulatedWorld::Index SimulatedWorld::add(const Operation& operation) {
    Index index = static_cast<Index>(pending_.size());
    if (free_.empty()) {
        pending_.emplace_back();
    } else {
        index = free_.back();
        free_.pop_back();
    }
    pending_[index] = Pending{};
    pending_[index].operation = operation;
    pending_[index].issued = scheduler_->now();
    return index;
}

void SimulatedWorld::remove(Index index) {
    pending_[index].operation.id = 0;
    free_.push_back(index);
}

void SimulatedWorld::issue(const Operation& operation) {
    sample();
    const Index index = add(operation);
    const Duration service = service_time(operation.verb, operation.key);
    if (component_of(operation.verb) == Component::database) {
        pending_[index].timing.modelled = service + config_.latency.database;
        return connect(index);
    }
    pending_[index].timing.modelled = service + config_.latency.cache;
    after<&SimulatedWorld::reach_cache>(half_cache() + service, index);
    const bool slow = operation.deadline != Duration{0} && pending_[index].timing.modelled >= operation.deadline;
    if (slow) after<&SimulatedWorld::give_up_cache>(operation.deadline, index);
}

void SimulatedWorld::reach_cache(Index index) {
    Pending& pending = pending_[index];
    if (cache_down_) {
        if (pending.answered) return remove(index);
        pending.reply.outcome = Outcome::unavailable;
        return after<&SimulatedWorld::reply_cache>(half_cache(), index);
    }
    if (!cache_frozen_) return perform_cache(index);
    pending.place = Place::held;
    held_by_cache_.push_back(index);
    if (pending.operation.deadline == Duration{0}) return;
    const Instant deadline = pending.issued + pending.operation.deadline;
    after<&SimulatedWorld::give_up_cache>(std::max(Duration{0}, deadline - scheduler_->now()), index);
}

void SimulatedWorld::perform_cache(Index index) {
    const Operation operation = pending_[index].operation;
    const Instant expires =
        operation.verb == Verb::cache_set && operation.ttl != Duration{0} ? scheduler_->now() + operation.ttl : Instant{0};
    pending_[index].reply = run_on_cache(operation, expires);
    observer_->effect(operation, pending_[index].reply, expires);
    if (pending_[index].answered) return remove(index);
    after<&SimulatedWorld::reply_cache>(half_cache(), index);
}

Reply SimulatedWorld::run_on_cache(const Operation& operation, Instant expires) {
    Reply reply;
    if (operation.verb == Verb::cache_get) {
        const Value* value = cache_.get(operation.key, scheduler_->now());
        reply.found = value != nullptr;
        if (value != nullptr) reply.value = *value;
    } else if (operation.verb == Verb::cache_set) {
        cache_.set(operation.key, operation.value, expires);
        reply.affected = 1;
        if (expires != Instant{0}) expire_at(operation.key, expires);
    } else {
        reply.affected = cache_.del(operation.key, scheduler_->now());
    }
    return reply;
}

void SimulatedWorld::reply_cache(Index index) {
    if (pending_[index].answered) return remove(index);
    complete(index, cache_down_ ? Outcome::unavailable : pending_[index].reply.outcome);
    remove(index);
}

void SimulatedWorld::give_up_cache(Index index) {
    if (pending_[index].answered) return;
    pending_[index].answered = true;
    const Duration elapsed = scheduler_->now() - pending_[index].issued;
    Timing& timing = pending_[index].timing;
    timing.modelled = std::min(timing.modelled, elapsed);
    timing.fault = elapsed - timing.modelled;
    complete(index, Outcome::timed_out);
}

void SimulatedWorld::connect(Index index) {
    if (connections_ > 0) {
        --connections_;
        pending_[index].place = Place::travelling;
        return after<&SimulatedWorld::perform_database>(service_time(pending_[index].operation.verb, pending_[index].operation.key), index);
    }
    pending_[index].place = Place::queued;
    waiting_for_connection_.push_back(index);
    if (const Duration deadline = pending_[index].operation.deadline; deadline != Duration{0}) {
        after<&SimulatedWorld::give_up_database>(deadline, index);
    }
}

void SimulatedWorld::perform_database(Index index) {
    Pending& pending = pending_[index];
    const Instant now = scheduler_->now();
    const Duration left = pending.operation.deadline == Duration{0} ? kNever : pending.issued + pending.operation.deadline - now;
    if (database_locked_ && pending.operation.verb != Verb::db_select) {
        pending.place = Place::held;
        held_by_lock_.push_back(index);
        if (left != kNever) after<&SimulatedWorld::give_up_database>(std::max(Duration{0}, left), index);
        return;
    }
    pending.place = Place::travelling;
    pending.reply = run_on_database(pending.operation);
    pending_[index].timing.fault += database_added_;
    const Duration hold = config_.latency.database + database_added_;
    if (hold > left) after<&SimulatedWorld::give_up_database>(std::max(Duration{0}, left), index);
    after<&SimulatedWorld::reply_database>(hold, index);
}

Reply SimulatedWorld::run_on_database(const Operation& operation) {
    Reply reply;
    if (operation.verb == Verb::db_apply_batch) {
        const auto batch = observer_->batch(operation.instance, operation.batch);
        if (!std::all_of(batch.begin(), batch.end(), [](const PendingWrite& write) { return writable(write.key); })) {
            reply.outcome = Outcome::refused;
            return reply;
        }
        for (const PendingWrite& write : batch) {
            Operation item = operation;
            item.key = write.key;
            item.value.write = write.write;
            const Reply row = database_.update(write.key, write.write);
            reply.affected += row.affected;
            reply.value = row.value;
            observer_->effect(item, row, Instant{0});
        }
        return reply;
    }
    reply = operation.verb == Verb::db_select ? database_.select(operation.key) : database_.update(operation.key, operation.value.write);
    observer_->effect(operation, reply, Instant{0});
    return reply;
}

void SimulatedWorld::reply_database(Index index) {
    release_connection();
    if (!pending_[index].answered) complete(index, pending_[index].reply.outcome);
    remove(index);
}

// The deadline passed: while queueing for a connection, while the write lock was held by another (then the database refuses), or
// while a slow answer was on its way (then the effect stands and the connection stays taken).
void SimulatedWorld::give_up_database(Index index) {
    Pending& pending = pending_[index];
    if (pending.answered) return;
    const Place place = pending.place;
    pending.answered = true;
    const Duration elapsed = scheduler_->now() - pending.issued;
    if (place != Place::queued) pending.timing.fault = elapsed;
    pending.timing.modelled = Duration{0};
    complete(index, place == Place::held ? Outcome::refused : Outcome::timed_out);
    if (place == Place::travelling) return;
    std::erase(place == Place::held ? held_by_lock_ : waiting_for_connection_, index);
    if (place == Place::held) release_connection();
    remove(index);
}

void SimulatedWorld::release_connection() {
    ++connections_;
    if (waiting_for_connection_.empty()) return;
    const Index next = waiting_for_connection_.front();
    waiting_for_connection_.pop_front();
    connect(next);
}

void SimulatedWorld::complete(Index index, Outcome outcome) {
    const Pending done = pending_[index];
    Reply reply = outcome == Outcome::ok || outcome == done.reply.outcome ? done.reply : Reply{};
    reply.outcome = outcome;
    observer_->completed(done.operation, reply, done.timing);
}

void SimulatedWorld::happened(EventType type, Key key, std::int64_t detail) {
    Event event;
    event.type = type;
    event.key = key;
    event.detail = detail;
    observer_->happened(event);
}

void SimulatedWorld::sample() {
    if (scheduler_->now() < next_sample_) return;
    next_sample_ = scheduler_->now() + std::chrono::seconds(1);
    happened(EventType::sample, Key{}, static_cast<std::int64_t>(cache_.bytes()));
}

void SimulatedWorld::expire_at(Key key, Instant expires) {
    const auto call = [](void* self, std::uint64_t packed) {
        auto& world = *static_cast<SimulatedWorld*>(self);
        const Key expired{static_cast<Kind>(packed >> 32), static_cast<std::uint32_t>(packed)};
        if (world.cache_.expire(expired, world.scheduler_->now())) world.happened(EventType::expired, expired, 0);
    };
    scheduler_->at(expires, Timer{call, this, (static_cast<std::uint64_t>(key.kind) << 32) | key.id});
}

}  // namespace stampede
