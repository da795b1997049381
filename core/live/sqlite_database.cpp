// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/live/sqlite_database.h"

#include <algorithm>
#include <utility>

namespace stampede {
namespace {

SqlTask task_of(const Operation& operation, const WorldObserver* observer) {
    SqlTask task;
    task.verb = operation.verb;
    task.key = operation.key;
    task.outbox = operation.outbox;
    task.newer = operation.condition == Condition::newer;
    task.count = operation.count;
    const bool batch = operation.verb == Verb::db_apply_batch || operation.verb == Verb::db_outbox_done;
    if (batch && observer != nullptr) {
        const auto changes = observer->batch(operation.instance, operation.batch);
        task.changes.assign(changes.begin(), changes.end());
    }
    if (!batch && takes_write_lock(operation.verb)) task.changes = {PendingWrite{operation.key, operation.value.write, erases(operation)}};
    return task;
}

}  // namespace

SqliteDatabase::SqliteDatabase(UvLoop& loop, std::unique_ptr<DatabaseConnections> connections, LeaderboardTexts& texts,
                               const RunConfig& config)
    : loop_(&loop),
      connections_(std::move(connections)),
      texts_(&texts),
      latencies_(config),
      deadlines_(loop, Timer{[](void* self, std::uint64_t token) { static_cast<SqliteDatabase*>(self)->give_up(token); }, this, 0},
                 [](void* self, std::uint64_t token) {
                     const Call* call = static_cast<SqliteDatabase*>(self)->calls_.find(token);
                     return call == nullptr || call->given_up || call->overdue;
                 }),
      cancels_(config.database_cancels),
      report_(loop),
      work_(loop, *this) {}

void SqliteDatabase::issue(const Operation& operation) {
    const Token token = calls_.take();
    Call& call = calls_.at(token);
    call.operation = operation;
    call.issued = loop_->now();
    call.latency = latencies_.database();
    call.life = lives_[operation.instance];
    call.task = task_of(operation, observer_);
    if (away_) return turn_away(token);
    if (operation.deadline > Duration{0}) deadlines_.add(call.issued + operation.deadline, token);
    if (operation.verb == Verb::db_commit && transaction_ && transaction_->number == operation.token && !transaction_->ending) {
        transaction_->ending = true;
        call.transaction = transaction_->number;
        return begin(token, transaction_->session);
    }
    queue_.push_back(token);
    serve();
}

void SqliteDatabase::serve() {
    while (!queue_.empty()) {
        const Token next = queue_.front();
        const bool skipped = cancels_ && is_due(calls_.at(next));
        SqliteSession* session = skipped ? nullptr : connections_->pool().lend();
        if (session == nullptr && !skipped) break;
        queue_.pop_front();
        if (session != nullptr) begin(next, session);
    }
    report_pool();
}

void SqliteDatabase::begin(Token token, SqliteSession* session) {
    Call& call = calls_.at(token);
    call.session = session;
    call.begun = loop_->wall_now();
    call.locked_before = locked_.total(call.begun);
    if (rows_counted_ == 0 || call.outside) return take_turn(token);
    call.place = Place::counting;
    SqlTask count;
    count.chore = SqlTask::Chore::count_rows;
    count.number = rows_counted_;
    work_.run(*session, std::move(count), token);
}

// Who has given up meanwhile is served all the same: nobody tells the database.
void SqliteDatabase::counted(Token token) {
    Call& call = calls_.at(token);
    if (!call.dropped) return take_turn(token);
    if (call.transaction == 0) return drop(token);
    call.place = Place::rolling_back;
    work_.run(*call.session, SqlTask{}, token);
}

void SqliteDatabase::work(Token token) {
    Call& call = calls_.at(token);
    call.place = Place::working;
    call.task.limits = limits_;
    work_.run(*call.session, call.task, token);
}

void SqliteDatabase::worked(std::uint64_t token, SqlResult result) {
    Call& call = calls_.at(token);
    if (call.place == Place::rolling_back) return rolled_back(token);
    if (call.place == Place::counting) return counted(token);
    if (result.order) {
        const std::uint64_t order = *result.order;
        return line_.hand_in(order, Worked{token, std::move(result)}, [this](Worked next) { performed(std::move(next)); });
    }
    if (result.status != SqlResult::Status::busy) return performed({token, std::move(result)});
    call.place = Place::waiting_to_write;
    if (call.dropped || (call.given_up && !call.outside)) return drop(token);
    if (call.overdue) return give_up(token);
    after<&SqliteDatabase::retry>(kRetry, token);
}

// It has had no effect, and nobody waits for it.
void SqliteDatabase::drop(Token token) {
    leave_write_turn(token);
    release(token);
}

void SqliteDatabase::retry(Token token) {
    if (calls_.find(token) != nullptr) work(token);
}

void SqliteDatabase::performed(Worked worked) {
    Call& call = calls_.at(worked.token);
    measure(call);
    for (const SqlResult::Row& row : worked.result.rows) touched_.insert(row.change.key);
    const bool opened = call.operation.verb == Verb::db_begin && worked.result.reply.ok();
    if (opened) begun(worked.token, worked.result);
    if (call.takes_turn() && !opened) leave_write_turn(worked.token);
    if (call.transaction != 0) ended(worked.result);
    if (DatabasePower* power = connections_->power(); power != nullptr && commits(call.operation.verb)) {
        for (const SqlResult::Row& row : worked.result.rows) power->committed(row.change.key, row.reply);
    }
    call.reply = worked.result.reply;
    call.handed_out = std::move(worked.result.handed_out);
    report_effects(call, worked.result);
    if (!worked.result.text.empty() && call.reply.ok()) texts_->keep(call.operation.key, call.reply.value, std::move(worked.result.text));
    if (call.overdue) answer(call, Outcome::timed_out);
    hold(worked.token);
}

// A transaction that is still being rolled back has the write lock until then: the renewal waits for it.
tl::expected<void, std::string> SqliteDatabase::reset() {
    if (transaction_) roll_back(transaction_->number);
    for (std::uint32_t& life : lives_) ++life;
    latencies_.restart();
    report_.reset();
    if (auto calm = calm_down(); !calm) return calm;
    auto renewed = connections_->renewal().run(touched_);
    if (!renewed) return renewed;
    touched_.clear();
    if (connections_->power() != nullptr) connections_->power()->renewed();
    return renewed;
}

void SqliteDatabase::hold(Token token) {
    Call& call = calls_.at(token);
    call.place = Place::holding;
    call.timing.fault += added_;
    call.timing.modelled = call.latency;
    if (call.outside || away_) return finish(token);
    const Duration held = latencies_.waited(call.latency + added_, call.operation.deadline);
    if (held == Duration{0}) return finish(token);
    after<&SqliteDatabase::finish>(held, token);
}

void SqliteDatabase::finish(Token token) {
    if (calls_.find(token) == nullptr) return;
    Call done = std::move(calls_.at(token));
    release(token);
    if (!done.given_up) return answer(done, done.reply.outcome);
    if (done.operation.verb == Verb::db_begin) roll_back(done.reply.token);  // nobody learnt its name
}

void SqliteDatabase::release(Token token) {
    Call& call = calls_.at(token);
    SqliteSession* session = call.session;
    calls_.release(token);
    deadlines_.trim();
    if (session == nullptr) return;
    if (!connections_->dismiss(session)) connections_->pool().give_back(session);
    if (away_) return come_back();
    serve();
}

}  // namespace stampede
