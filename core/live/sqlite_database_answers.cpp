// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <utility>

#include "core/live/sqlite_database.h"

namespace stampede {

void SqliteDatabase::report_effects(const Call& call, const SqlResult& result) {
    if (observer_ == nullptr) return;
    const Operation operation = call.operation;
    const bool explained = call.dropped || call.task.limits != SqlLimits{};
    if (result.status == SqlResult::Status::refused && !result.text.empty() && !explained && last_refusal_ != result.text) {
        last_refusal_ = result.text;
        observer_->notice("The database refused an operation (" + result.text + "): check the disk and the database file.");
    }
    if (operation.verb != Verb::db_apply_batch || !result.reply.ok()) return observer_->effect(operation, result.reply, Instant{0});
    for (const SqlResult::Row& row : result.rows) {
        Operation item = operation;
        item.key = row.change.key;
        item.value = row.reply.value;
        item.erase = row.change.erase;
        observer_->effect(item, row.reply, Instant{0});
    }
}

// Its deadline has come: the ring is about to give it up.
bool SqliteDatabase::is_due(const Call& call) const {
    return call.operation.deadline > Duration{0} && call.issued + call.operation.deadline <= loop_->now();
}

// The deadline passed: in the queue for a connection; while another program held the write lock, which is how a locked database refuses;
// while a thread was at it, which a write has to wait for to know its fate; or while the answer was on its way.
void SqliteDatabase::give_up(Token token) {
    Call* call = calls_.find(token);
    if (call == nullptr || call->given_up) return;
    switch (call->place) {
        case Place::working:
            call->overdue = true;
            if (!call->takes_turn() && call->transaction == 0) answer(*call, Outcome::timed_out);
            return;
        case Place::holding: {
            const Duration rest = loop_->now() - call->issued - call->timing.measured;
            call->timing.fault = std::min(call->timing.fault, std::max(Duration{0}, rest));
            call->timing.modelled = std::clamp(rest - call->timing.fault, Duration{0}, call->latency);
            return answer(*call, Outcome::timed_out);
        }
        case Place::counting: measure(*call); return answer(*call, Outcome::timed_out);
        case Place::rolling_back:
        case Place::turned_away: return;
        case Place::queued:
            if (!cancels_) return answer(*call, Outcome::timed_out);
            std::erase(queue_, token);
            break;
        case Place::waiting_to_write:
            measure(*call);
            leave_write_turn(token);
            break;
    }
    Call done = std::move(*call);
    release(token);
    report_pool();
    answer(done, done.place == Place::queued ? Outcome::timed_out : Outcome::refused);
}

void SqliteDatabase::answer(Call& call, Outcome outcome) {
    if (std::exchange(call.given_up, true) || observer_ == nullptr) return;
    Reply reply = outcome == call.reply.outcome ? call.reply : Reply{};
    reply.outcome = outcome;
    if (reply.ok() && !call.handed_out.empty() && !is_forgotten(call)) {
        reply.batch = observer_->received(call.operation.instance, std::move(call.handed_out));
    }
    observer_->completed(call.operation, reply, call.timing);
}

// What it took since it had its connection, and the share of it that a fault held the write lock.
void SqliteDatabase::measure(Call& call) {
    const Instant now = loop_->wall_now();
    const Duration took = now - call.begun;
    call.timing.fault = !call.takes_turn() ? Duration{0} : std::min(took, locked_.total(now) - call.locked_before);
    call.timing.measured = took - call.timing.fault;
}

}  // namespace stampede
