// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/simulated/simulated_database.h"

#include <algorithm>
#include <utility>

#include "core/simulated/service_times.h"

namespace stampede {

SimulatedDatabase::SimulatedDatabase(const RunConfig& config, Scheduler& scheduler)
    : scheduler_(&scheduler),
      latencies_(config),
      pool_(config.database_pool),
      connections_(pool_),
      cancels_(config.database_cancels),
      power_cuts_(config.database_power_cuts),
      report_(scheduler) {
    if (power_cuts_) rows_.risk_power_cuts();
}

SimulatedDatabase::Index SimulatedDatabase::add(const Operation& operation) {
    Index index = static_cast<Index>(calls_.size());
    if (free_.empty()) {
        calls_.emplace_back();
    } else {
        index = free_.back();
        free_.pop_back();
    }
    Call& call = calls_[index];
    call = Call{};
    if (++last_serial_ == 0) ++last_serial_;
    call.serial = last_serial_;
    call.operation = operation;
    call.issued = scheduler_->now();
    call.latency = latencies_.database();
    call.life = lives_[operation.instance];
    if (operation.verb == Verb::db_apply_batch || operation.verb == Verb::db_outbox_done) {
        const auto batch = observer_->batch(operation.instance, operation.batch);
        call.changes.assign(batch.begin(), batch.end());
    }
    return index;
}

void SimulatedDatabase::remove(Index index) {
    calls_[index].serial = 0;
    free_.push_back(index);
}

Duration SimulatedDatabase::time_left(const Call& call) const {
    return call.operation.deadline == Duration{0} ? kNever : call.issued + call.operation.deadline - scheduler_->now();
}

void SimulatedDatabase::issue(const Operation& operation) {
    const Index index = add(operation);
    if (down_ || without_power_) return turn_away(index);
    if (operation.verb == Verb::db_commit && transaction_ && transaction_->number == operation.token && !transaction_->ending) {
        transaction_->ending = true;
        calls_[index].transaction = transaction_->number;
        return travel(index);
    }
    connect(index);
}

void SimulatedDatabase::connect(Index index) {
    if (connections_ > 0) {
        --connections_;
        report_pool();
        return travel(index);
    }
    calls_[index].place = Place::queued;
    queue_.push_back(index);
    report_pool();
    if (const Duration deadline = calls_[index].operation.deadline; deadline != Duration{0}) {
        after<&SimulatedDatabase::give_up>(deadline, index);
    }
}

void SimulatedDatabase::travel(Index index) {
    Call& call = calls_[index];
    call.place = Place::travelling;
    const Duration service = service_time(call.operation.verb, call.operation.key);
    call.timing.modelled = service;
    call.timing.measured = counting_time(rows_counted_);
    call.since = scheduler_->now();
    const Duration whole = service + call.timing.measured;
    if (const Duration left = time_left(call); whole > left) after<&SimulatedDatabase::give_up>(std::max(Duration{0}, left), index);
    after<&SimulatedDatabase::perform>(whole, index);
}

void SimulatedDatabase::perform(Index index) {
    if (takes_write_lock(calls_[index].operation.verb) && is_locked()) return wait_for_lock(index);
    run(calls_[index]);
    Call& call = calls_[index];
    call.place = Place::holding;
    call.since = scheduler_->now();
    call.added = added_;
    call.timing.fault += call.added;
    call.timing.modelled += call.latency;
    const Duration hold = latencies_.waited(call.latency + call.added, call.operation.deadline);
    if (const Duration left = time_left(call); hold > left) after<&SimulatedDatabase::give_up>(std::max(Duration{0}, left), index);
    after<&SimulatedDatabase::finish>(hold, index);
    if (call.transaction != 0) end_transaction();
}

void SimulatedDatabase::run(Call& call) {
    const Operation operation = call.operation;
    const PendingWrite change{operation.key, operation.value.write, erases(operation)};
    sync_if_due();
    if (refuses(call)) {
        call.reply.outcome = Outcome::refused;
        return observer_->effect(operation, call.reply, Instant{0});
    }
    switch (operation.verb) {
        case Verb::db_select: call.reply = rows_.select(operation.key); break;
        case Verb::db_update:
        case Verb::db_delete: call.reply = rows_.commit(change, operation.outbox); break;
        case Verb::db_apply_batch: return apply_batch(call);
        case Verb::db_outbox_take: call.handed_out = rows_.outbox(operation.count); break;
        case Verb::db_outbox_done:
            call.reply.affected = rows_.outbox_done(call.changes);
            call.reply.applied = call.reply.affected > 0;
            break;
        case Verb::db_ids: call.handed_out = rows_.ids(operation.key.kind); break;
        case Verb::db_begin:
            call.reply = rows_.begin(change, operation.outbox);
            if (!call.reply.ok()) break;
            transaction_ = Transaction{++last_transaction_, operation.instance};
            call.reply.token = last_transaction_;
            break;
        case Verb::db_commit:
            if (call.transaction != 0) call.reply = rows_.commit_transaction();
            if (call.transaction == 0) call.reply.outcome = Outcome::refused;
            break;
        default: call.reply.outcome = Outcome::refused; break;
    }
    if (!call.handed_out.empty()) call.reply.affected = static_cast<std::uint32_t>(call.handed_out.size());
    const bool orphan = call.reply.token != 0 && is_forgotten(call);
    observer_->effect(operation, call.reply, Instant{0});
    if (orphan) roll_back(last_transaction_);
}

// A batch has one effect for each of its changes that is applied.
void SimulatedDatabase::apply_batch(Call& call) {
    for (const PendingWrite& change : call.changes) {
        const bool outbox = call.operation.outbox;
        const Reply row = call.operation.condition == Condition::newer ? rows_.commit_newer(change, outbox) : rows_.commit(change, outbox);
        if (!row.applied) continue;
        ++call.reply.affected;
        call.reply.applied = true;
        call.reply.value = row.value;
        Operation item = call.operation;
        item.key = change.key;
        item.value = row.value;
        item.erase = change.erase;
        observer_->effect(item, row, Instant{0});
    }
}

void SimulatedDatabase::finish(Index index) {
    const Call& call = calls_[index];
    const std::uint64_t opened = call.operation.verb == Verb::db_begin ? call.reply.token : 0;
    const bool answered = call.answered;
    if (opened == 0) release_connection();
    if (!answered) complete(index, calls_[index].reply.outcome);
    if (answered && opened != 0) roll_back(opened);  // nobody learnt its name
    remove(index);
}

// The deadline passed: while queueing for a connection, while the write lock was held by another (then the database refuses), or
// while a slow answer was on its way (then the effect stands and the connection stays taken).
void SimulatedDatabase::give_up(Index index) {
    Call& call = calls_[index];
    if (call.answered) return;
    const Place place = call.place;
    call.answered = true;
    if (place == Place::waiting_to_write) stop_waiting(call);
    if (place == Place::holding) share_out(call);
    if (place == Place::travelling) {
        const Duration spent = scheduler_->now() - call.since;
        call.timing.measured = std::min(call.timing.measured, spent);
        call.timing.modelled = spent - call.timing.measured;
    }
    complete(index, place == Place::waiting_to_write ? Outcome::refused : Outcome::timed_out);
    if (place == Place::holding || place == Place::travelling || (place == Place::queued && !cancels_)) return;
    std::erase(place == Place::queued ? queue_ : writers_, index);
    remove(index);
    if (place == Place::waiting_to_write) release_connection();
    report_pool();
}

// Of the time that the answer was on its way, the fault's share comes first.
void SimulatedDatabase::share_out(Call& call) const {
    const Duration spent = scheduler_->now() - call.since;
    const Duration fault = std::min(spent, call.added);
    call.timing.fault -= call.added - fault;
    call.timing.modelled -= call.latency - std::min(call.latency, spent - fault);
}

void SimulatedDatabase::release_connection() {
    if (taken_ < wanted_) {
        ++taken_;
        return;
    }
    ++connections_;
    if (queue_.empty()) return report_pool();
    const Index next = queue_.front();
    queue_.pop_front();
    connect(next);
}

// Timers of before find their calls and their transaction gone.
void SimulatedDatabase::reset() {
    for (Index index = 0; index < calls_.size(); ++index) {
        if (calls_[index].serial != 0) remove(index);
    }
    queue_.clear();
    writers_.clear();
    transaction_.reset();
    outside_.clear();
    heal_all();
    latencies_.restart();
    rows_ = FakeDatabase();
    if (power_cuts_) rows_.risk_power_cuts();
    connections_ = pool_;
    report_.reset();
    for (std::uint32_t& life : lives_) ++life;
}

void SimulatedDatabase::complete(Index index, Outcome outcome) {
    Call& call = calls_[index];
    Reply reply = outcome == call.reply.outcome ? call.reply : Reply{};
    reply.outcome = outcome;
    if (reply.ok() && !call.handed_out.empty() && !is_forgotten(call)) {
        reply.batch = observer_->received(call.operation.instance, std::move(call.handed_out));
    }
    const Operation operation = call.operation;
    const Timing timing = call.timing;
    observer_->completed(operation, reply, timing);
}

}  // namespace stampede
