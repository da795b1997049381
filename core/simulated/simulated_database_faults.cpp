// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <utility>

#include "core/simulated/service_times.h"
#include "core/simulated/simulated_database.h"

namespace stampede {
namespace {

// As the live world's database_power.
constexpr Duration kSyncInterval = std::chrono::seconds(1);
constexpr Duration kTurnedAwayAfter = std::chrono::microseconds(20);

}  // namespace

void SimulatedDatabase::heal_all() {
    unlock();
    added_ = Duration{0};
    rows_counted_ = 0;
    read_only_ = down_ = without_power_ = false;
    wanted_ = taken_ = 0;
    reverted_.clear();
}

// All of a batch or none of it.
bool SimulatedDatabase::refuses(const Call& call) const {
    if (read_only_ && takes_write_lock(call.operation.verb)) return true;
    if (call.operation.verb != Verb::db_apply_batch) return false;
    const bool newer = call.operation.condition == Condition::newer;
    return !std::all_of(call.changes.begin(), call.changes.end(), [&](const PendingWrite& change) { return rows_.accepts(change, newer); });
}

void SimulatedDatabase::take_connections(std::uint32_t count) {
    wanted_ = std::min<std::size_t>(count, pool_);
    while (taken_ < wanted_ && connections_ > 0) {
        --connections_;
        ++taken_;
    }
    while (taken_ > wanted_) {
        --taken_;
        release_connection();
    }
    report_pool();
}

void SimulatedDatabase::report_pool() { report_.changed({pool_ - connections_, queue_.size(), pool_}); }

void SimulatedDatabase::turn_away(Index index) {
    Call& call = calls_[index];
    call.place = Place::turned_away;
    call.timing.modelled = kTurnedAwayAfter;
    after<&SimulatedDatabase::learn>(kTurnedAwayAfter, index);
}

void SimulatedDatabase::learn(Index index) {
    if (!std::exchange(calls_[index].answered, true)) complete(index, Outcome::unavailable);
    remove(index);
}

void SimulatedDatabase::go_down(bool on) {
    if (std::exchange(down_, on) == on) return;
    if (on) return break_off();
    come_back();
}

void SimulatedDatabase::cut_power(bool on) {
    if (std::exchange(without_power_, on) == on) return;
    if (!on) return come_back();
    sync_if_due();
    reverted_ = rows_.lose_unsynced();
    break_off();
}

// Whoever has a connection or waits for one learns that nobody answers; what has not been performed will not be.
void SimulatedDatabase::break_off() {
    transaction_.reset();
    queue_.clear();
    writers_.clear();
    outside_.clear();
    connections_ = pool_ - taken_;
    for (Index index = 0; index < calls_.size(); ++index) {
        Call& call = calls_[index];
        if (call.serial == 0 || call.place == Place::turned_away) continue;
        if (++last_serial_ == 0) ++last_serial_;
        call.serial = last_serial_;  // its timers find it gone
        call.timing = {};
        turn_away(index);
    }
    report_pool();
}

void SimulatedDatabase::come_back() {
    if (down_ || without_power_) return;
    for (const auto& [key, reply] : std::exchange(reverted_, {})) {
        Event event;
        event.type = EventType::reverted;
        event.key = key;
        event.value = reply.value;
        event.found = reply.found;
        event.state = reply.state;
        observer_->happened(event);
    }
}

void SimulatedDatabase::write_from_outside(Key key, WriteId write) {
    Operation operation;
    operation.verb = Verb::db_update;
    operation.key = key.row();
    operation.value.write = write;
    outside_.push_back(operation);
    const auto run = [](void* self, std::uint64_t) { static_cast<SimulatedDatabase*>(self)->write_from_outside(); };
    scheduler_->at(scheduler_->now() + service_time(Verb::db_update, key), Timer{run, this, 0});
}

void SimulatedDatabase::write_from_outside() {
    if (down_ || without_power_) outside_.clear();
    while (!outside_.empty() && !is_locked()) {
        const Operation operation = outside_.front();
        outside_.pop_front();
        commit_from_outside(operation);
    }
}

void SimulatedDatabase::commit_from_outside(const Operation& operation) {
    sync_if_due();
    Reply reply;
    reply.outcome = Outcome::refused;
    if (!read_only_) reply = rows_.commit(PendingWrite{operation.key, operation.value.write}, false);
    observer_->effect(operation, reply, Instant{0});
}

// The disk gets what was committed a second after the first commit that it does not have.
void SimulatedDatabase::sync_if_due() {
    if (!rows_.synced() && scheduler_->now() - unsynced_since_ >= kSyncInterval) rows_.sync();
    if (rows_.synced()) unsynced_since_ = scheduler_->now();
}

}  // namespace stampede
