// SPDX-License-Identifier: GPL-3.0-or-later
#include <utility>

#include "core/live/sqlite_database.h"

namespace stampede {

void SqliteDatabase::take_turn(Token token) {
    Call& call = calls_.at(token);
    if (!call.takes_turn()) return work(token);
    call.place = Place::waiting_to_write;
    writers_.push_back(token);
    if (writers_.front() == token) work(token);
}

// A fault that wants the lock gets it first: it asks several times a millisecond.
void SqliteDatabase::leave_write_turn(Token token) {
    const bool had_turn = !writers_.empty() && writers_.front() == token;
    std::erase(writers_, token);
    if (!had_turn || writers_.empty()) return;
    if (locked_.active()) return after<&SqliteDatabase::retry>(kRetry, writers_.front());
    work(writers_.front());
}

// The connection is the transaction's from now on.
void SqliteDatabase::begun(Token token, SqlResult& result) {
    Call& call = calls_.at(token);
    result.reply.token = ++last_transaction_;
    transaction_ = Transaction{last_transaction_, call.operation.instance, call.session, token, result.rows.back()};
    call.session = nullptr;
    if (is_forgotten(call)) roll_back(last_transaction_);
}

// Committed, or refused, and then SQLite has rolled it back.
void SqliteDatabase::ended(SqlResult& result) {
    const Transaction transaction = *transaction_;
    transaction_.reset();
    leave_write_turn(transaction.turn);
    if (!result.reply.ok()) return;
    result.reply = transaction.row.reply;
    result.rows = {transaction.row};
}

// Does nothing once somebody ends it.
void SqliteDatabase::roll_back(std::uint64_t transaction) {
    if (!transaction_ || transaction_->number != transaction || std::exchange(transaction_->ending, true)) return;
    const Token token = calls_.take();
    Call& call = calls_.at(token);
    call.session = transaction_->session;
    call.place = Place::rolling_back;
    call.given_up = true;
    work_.run(*call.session, SqlTask{}, token);
}

void SqliteDatabase::rolled_back(Token token) {
    const Token turn = transaction_->turn;
    transaction_.reset();
    leave_write_turn(turn);
    release(token);
}

void SqliteDatabase::forget(InstanceId instance) {
    ++lives_[instance];
    if (transaction_ && transaction_->instance == instance) roll_back(transaction_->number);
}

}  // namespace stampede
