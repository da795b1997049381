// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <utility>

#include "core/simulated/service_times.h"
#include "core/simulated/simulated_database.h"

namespace stampede {

void SimulatedDatabase::wait_for_lock(Index index) {
    Call& call = calls_[index];
    if (call.answered && locked_) {  // it is refused, and nobody is there to learn it
        remove(index);
        return release_connection();
    }
    call.place = Place::waiting_to_write;
    call.since = scheduler_->now();
    call.locked_before = locked_total();
    writers_.push_back(index);
    if (const Duration left = time_left(call); left != kNever) after<&SimulatedDatabase::give_up>(std::max(Duration{0}, left), index);
}

// What it waited for a fault is the fault's; what it waited for another's transaction is the database's own doing.
void SimulatedDatabase::stop_waiting(Call& call) const {
    const Duration waited = scheduler_->now() - call.since;
    const Duration fault = std::min(waited, locked_total() - call.locked_before);
    call.timing.fault += fault;
    call.timing.measured += waited - fault;
}

void SimulatedDatabase::let_writers_on() {
    write_from_outside();
    while (!writers_.empty() && !is_locked()) {
        const Index next = writers_.front();
        writers_.pop_front();
        stop_waiting(calls_[next]);
        perform(next);
    }
}

void SimulatedDatabase::forget(InstanceId instance) {
    ++lives_[instance];
    if (transaction_ && transaction_->instance == instance) roll_back(transaction_->number);
}

// Does nothing once somebody ends it.
void SimulatedDatabase::roll_back(std::uint64_t transaction) {
    if (!transaction_ || transaction_->number != transaction || std::exchange(transaction_->ending, true)) return;
    const auto rolled_back = [](void* self, std::uint64_t number) {
        auto& database = *static_cast<SimulatedDatabase*>(self);
        if (!database.transaction_ || database.transaction_->number != number) return;
        database.end_transaction();
        database.release_connection();
    };
    scheduler_->at(scheduler_->now() + service_time(Verb::db_commit, Key{}), Timer{rolled_back, this, transaction});
}

void SimulatedDatabase::end_transaction() {
    transaction_.reset();
    let_writers_on();
}

void SimulatedDatabase::lock() {
    if (std::exchange(locked_, true)) return;
    locked_since_ = scheduler_->now();
}

void SimulatedDatabase::unlock() {
    if (!std::exchange(locked_, false)) return;
    locked_past_ += scheduler_->now() - locked_since_;
    let_writers_on();
}

Duration SimulatedDatabase::locked_total() const { return locked_past_ + (locked_ ? scheduler_->now() - locked_since_ : Duration{0}); }

}  // namespace stampede
