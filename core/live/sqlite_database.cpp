// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/live/sqlite_database.h"

#include <algorithm>
#include <utility>

namespace stampede {
namespace {

constexpr Duration kRetry = std::chrono::milliseconds(1);

}  // namespace

SqliteDatabase::SqliteDatabase(UvLoop& loop, std::vector<std::unique_ptr<SqliteSession>> sessions, LeaderboardTexts& texts,
                               Duration latency)
    : loop_(&loop),
      sessions_(std::move(sessions)),
      texts_(&texts),
      latency_(latency),
      deadlines_(loop, Timer{[](void* self, std::uint64_t token) { static_cast<SqliteDatabase*>(self)->give_up(token); }, this, 0},
                 [](void* self, std::uint64_t token) {
                     const Call* call = static_cast<SqliteDatabase*>(self)->calls_.find(token);
                     return call == nullptr || call->given_up || call->overdue;
                 }),
      work_(loop, *this) {
    for (const auto& session : sessions_) free_.push_back(session.get());
}

template <void (SqliteDatabase::*stage)(SqliteDatabase::Token)>
void SqliteDatabase::after(Duration delay, Token token) {
    const auto call = [](void* self, std::uint64_t argument) { (static_cast<SqliteDatabase*>(self)->*stage)(argument); };
    loop_->at(loop_->now() + delay, Timer{call, this, token});
}

void SqliteDatabase::issue(const Operation& operation) {
    const Token token = calls_.take();
    Call& call = calls_.at(token);
    call.operation = operation;
    call.issued = loop_->now();
    if (operation.verb == Verb::db_update) call.writes = {PendingWrite{operation.key, operation.value.write}};
    if (operation.verb == Verb::db_apply_batch && observer_ != nullptr) {
        const auto batch = observer_->batch(operation.instance, operation.batch);
        call.writes.assign(batch.begin(), batch.end());
    }
    if (operation.deadline > Duration{0}) deadlines_.add(call.issued + operation.deadline, token);
    if (free_.empty()) return queue_.push_back(token);
    SqliteSession* session = free_.back();
    free_.pop_back();
    begin(token, session);
}

void SqliteDatabase::begin(Token token, SqliteSession* session) {
    Call& call = calls_.at(token);
    call.session = session;
    call.begun = loop_->wall_now();
    call.locked_before = locked_.total(call.begun);
    if (call.is_read()) return work(token);
    call.place = Place::waiting_to_write;
    writers_.push_back(token);
    if (writers_.front() == token) work(token);
}

void SqliteDatabase::leave_write_turn(Token token) {
    const bool had_turn = !writers_.empty() && writers_.front() == token;
    std::erase(writers_, token);
    if (had_turn && !writers_.empty()) work(writers_.front());
}

void SqliteDatabase::work(Token token) {
    Call& call = calls_.at(token);
    call.place = Place::working;
    if (call.is_read()) return work_.select(*call.session, call.operation.key, token);
    work_.write(*call.session, call.writes, token);
}

void SqliteDatabase::worked(std::uint64_t token, SqlResult result) {
    Call& call = calls_.at(token);
    if (result.order) {
        const std::uint64_t order = *result.order;
        return line_.hand_in(order, Worked{token, std::move(result)}, [this](Worked next) { performed(std::move(next)); });
    }
    if (result.status != SqlResult::Status::busy) return performed({token, std::move(result)});
    call.place = Place::waiting_to_write;
    if (call.overdue) return give_up(token);
    after<&SqliteDatabase::retry>(kRetry, token);
}

void SqliteDatabase::retry(Token token) {
    if (calls_.find(token) != nullptr) work(token);
}

void SqliteDatabase::performed(Worked worked) {
    Call& call = calls_.at(worked.token);
    measure(call);
    if (!call.is_read()) leave_write_turn(worked.token);
    call.reply = worked.result.reply;
    report_effects(call, worked.result);
    if (!worked.result.text.empty() && call.reply.ok()) texts_->keep(call.operation.key, call.reply.value, std::move(worked.result.text));
    if (call.overdue) answer(call, Outcome::timed_out);
    hold(worked.token);
}

void SqliteDatabase::report_effects(const Call& call, const SqlResult& result) {
    if (observer_ == nullptr) return;
    const Operation operation = call.operation;
    if (result.status == SqlResult::Status::refused && writable(operation.key) && last_refusal_ != result.text) {
        last_refusal_ = result.text;
        observer_->notice("The database refused an operation (" + result.text + "): check the disk and the database file.");
    }
    if (operation.verb != Verb::db_apply_batch || !result.reply.ok()) return observer_->effect(operation, result.reply, Instant{0});
    for (std::size_t i = 0; i < result.written.size(); ++i) {
        Operation item = operation;
        item.key = call.writes[i].key;
        item.value = result.written[i];
        Reply reply;
        reply.found = true;
        reply.affected = 1;
        reply.value = result.written[i];
        observer_->effect(item, reply, Instant{0});
    }
}

void SqliteDatabase::hold(Token token) {
    Call& call = calls_.at(token);
    call.place = Place::holding;
    call.timing.fault += added_;
    call.timing.modelled = latency_;
    if (latency_ + added_ == Duration{0}) return finish(token);
    after<&SqliteDatabase::finish>(latency_ + added_, token);
}

void SqliteDatabase::finish(Token token) {
    Call done = std::move(calls_.at(token));
    release(token);
    if (!done.given_up) answer(done, done.reply.outcome);
}

void SqliteDatabase::release(Token token) {
    Call& call = calls_.at(token);
    SqliteSession* session = call.session;
    calls_.release(token);
    deadlines_.trim();
    if (session == nullptr) return;
    while (!queue_.empty()) {
        const Token next = queue_.front();
        queue_.pop_front();
        if (!is_due(calls_.at(next))) return begin(next, session);
    }
    free_.push_back(session);
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
            if (call->is_read()) answer(*call, Outcome::timed_out);
            return;
        case Place::holding: {
            const Duration rest = loop_->now() - call->issued - call->timing.measured;
            call->timing.fault = std::min(call->timing.fault, std::max(Duration{0}, rest));
            call->timing.modelled = std::clamp(rest - call->timing.fault, Duration{0}, latency_);
            return answer(*call, Outcome::timed_out);
        }
        case Place::queued: std::erase(queue_, token); break;
        case Place::waiting_to_write:
            measure(*call);
            leave_write_turn(token);
            break;
    }
    Call done = std::move(*call);
    release(token);
    answer(done, done.place == Place::queued ? Outcome::timed_out : Outcome::refused);
}

void SqliteDatabase::answer(Call& call, Outcome outcome) {
    if (std::exchange(call.given_up, true) || observer_ == nullptr) return;
    Reply reply = outcome == call.reply.outcome ? call.reply : Reply{};
    reply.outcome = outcome;
    observer_->completed(call.operation, reply, call.timing);
}

// What it took since it had its connection, and the share of it that a fault held the write lock.
void SqliteDatabase::measure(Call& call) {
    const Instant now = loop_->wall_now();
    const Duration took = now - call.begun;
    call.timing.fault = call.is_read() ? Duration{0} : std::min(took, locked_.total(now) - call.locked_before);
    call.timing.measured = took - call.timing.fault;
}

}  // namespace stampede
