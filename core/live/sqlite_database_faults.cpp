// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <utility>

#include "core/live/sqlite_database.h"

namespace stampede {

void SqliteDatabase::lock(bool on) {
    if (on) locked_.begin(loop_->wall_now());
    if (!on) locked_.end(loop_->wall_now());
    on ? connections_->lock().take() : connections_->lock().give_back();
}

void SqliteDatabase::take_connections(std::uint32_t count) {
    connections_->pool().take(count);
    serve();
}

void SqliteDatabase::report_pool() {
    const ConnectionPool& pool = connections_->pool();
    report_.changed({pool.in_use(), queue_.size(), pool.size()});
}

void SqliteDatabase::turn_away(Token token) {
    calls_.at(token).place = Place::turned_away;
    after<&SqliteDatabase::learn>(Duration{0}, token);
}

void SqliteDatabase::learn(Token token) {
    Call done = std::move(calls_.at(token));
    release(token);
    answer(done, Outcome::unavailable);
}

void SqliteDatabase::go_down(bool on) {
    down_ = on;
    on ? go_away() : come_back();
}

void SqliteDatabase::cut_power(bool on) {
    without_power_ = on;
    if (!on) return come_back();
    DatabasePower* power = connections_->power();
    const auto closed = [](void* self, std::uint64_t) { static_cast<SqliteDatabase*>(self)->come_back(); };
    if (power != nullptr && !power->is_cut()) power->cut(Timer{closed, this, 0});
    go_away();
}

void SqliteDatabase::go_away() {
    if (std::exchange(away_, true)) return;
    breaking_ = true;
    after<&SqliteDatabase::break_off_all>(Duration{0}, 0);
}

// Whoever has a connection or waits for one learns that nobody answers. What no thread is at will not be performed.
void SqliteDatabase::break_off_all(Token) {
    if (!std::exchange(breaking_, false)) return;
    if (transaction_) roll_back(transaction_->number);
    calls_.each([this](Token token) { break_off(token); });
    report_pool();
    come_back();
}

void SqliteDatabase::break_off(Token token) {
    Call& call = calls_.at(token);
    switch (call.place) {
        case Place::turned_away:
        case Place::rolling_back: return;
        case Place::counting:
            call.dropped = true;
            call.session->interrupt();
            return answer(call, Outcome::unavailable);
        case Place::working: call.dropped = true; return answer(call, Outcome::unavailable);
        case Place::holding: answer(call, Outcome::unavailable); return finish(token);
        case Place::queued: std::erase(queue_, token); break;
        case Place::waiting_to_write: std::erase(writers_, token); break;
    }
    Call done = std::move(call);
    release(token);
    answer(done, Outcome::unavailable);
}

// Closes what has ended its work; and, once nothing is broken any more, opens it again.
void SqliteDatabase::come_back() {
    if (!away_ || breaking_) return;
    connections_->close_idle();
    const bool cut = connections_->power() != nullptr && connections_->power()->is_cut();
    if (down_ || without_power_ || (cut && !connections_->all_closed())) return;
    const auto reverted = connections_->reopen();
    if (!reverted) return observer_ != nullptr ? observer_->notice(reverted.error()) : void();
    away_ = false;
    for (const auto& [key, reply] : *reverted) {
        Event event;
        event.type = EventType::reverted;
        event.key = key;
        event.value = reply.value;
        event.found = reply.found;
        event.state = reply.state;
        if (observer_ != nullptr) observer_->happened(event);
    }
    serve();
}

void SqliteDatabase::heal_all() {
    lock(false);
    added_ = Duration{0};
    rows_counted_ = 0;
    limits_ = {};
    connections_->pool().take(0);
    down_ = without_power_ = false;
}

// What somebody who has given up asked for, or somebody outside, must not happen later on.
tl::expected<void, std::string> SqliteDatabase::calm_down() {
    heal_all();
    break_off_all(0);
    come_back();
    bool busy = away_;
    queue_.clear();
    calls_.each([&](Token token) {
        busy = busy || (calls_.at(token).place == Place::working && calls_.at(token).takes_turn());
        break_off(token);
    });
    if (!busy) return {};
    return tl::unexpected(std::string("The database still works for somebody who has given up: try again in a moment."));
}

void SqliteDatabase::write_from_outside(Key key, WriteId write) {
    if (away_) return;
    SqliteSession* session = connections_->outsider();
    if (session == nullptr) return;
    const Token token = calls_.take();
    Call& call = calls_.at(token);
    call.operation.verb = Verb::db_update;
    call.operation.key = key.row();
    call.operation.value.write = write;
    call.task.verb = Verb::db_update;
    call.task.key = key.row();
    call.task.changes = {PendingWrite{key.row(), write}};
    call.issued = loop_->now();
    call.given_up = call.outside = true;
    begin(token, session);
}

}  // namespace stampede
