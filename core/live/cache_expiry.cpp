// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/live/cache_expiry.h"

#include "core/live/cache_token.h"

namespace stampede {
namespace {

// Redis counts TTLs in whole milliseconds and begins when it executes the SET, so its clock and ours differ by up to this much.
constexpr Duration kRounding = std::chrono::milliseconds(2);
// A key that is missing this long before our deadline was not expired by Redis but evicted, and that is reported elsewhere.
constexpr Duration kNear = std::chrono::milliseconds(20);

}  // namespace

void CacheExpiry::freeze(bool on) {
    frozen_ = on;
    take_over_or_give_back();
}

void CacheExpiry::hold(bool on) {
    held_ = on;
    take_over_or_give_back();
}

void CacheExpiry::take_over_or_give_back() {
    if (ours_ == (frozen_ || held_)) return;
    ours_ = !ours_;
    for (const auto& [expires, key] : table_.expiring()) send_ttl(key, expires);
    armed_ = kNever;
    arm();
}

void CacheExpiry::send_ttl(Key key, Instant expires) {
    if (ours_) commands_->send(command_.persist(key), token_for(Purpose::keep, key));
    if (!ours_) commands_->send(command_.pexpire_after(key, expires - loop_->now()), token_for(Purpose::nothing));
}

void CacheExpiry::restore(Key key, const KeyTable::Entry& entry) {
    table_.set(key, entry);
    arm();
}

void CacheExpiry::found_vacant(Key key, const KeyTable::Entry& entry) {
    table_.set(key, entry);
    missed(key);
    table_.erase(key);
}

void CacheExpiry::counted(Key key) {
    if (table_.find(key) == nullptr) table_.set(key, {Value{}, kNever});
}

Instant CacheExpiry::stored(Key key, Value value, Duration ttl, bool persistent) {
    const Instant expires = ttl > Duration{0} ? loop_->now() + ttl : kNever;
    table_.set(key, {value, expires});
    if (expires == kNever) return Instant{0};
    if (persistent != ours_) send_ttl(key, expires);
    arm();
    return expires;
}

void CacheExpiry::missed(Key key) {
    const KeyTable::Entry* entry = table_.find(key);
    if (entry != nullptr && entry->expires != kNever && entry->expires <= loop_->now() + kNear) report_expired(key);
}

// Queues are not in the table: nothing of ours expires them.
void CacheExpiry::evicted(Key key) {
    const auto entry = table_.erase(key);
    const bool queue = key.role == Role::queue || key.role == Role::stream;
    if (entry || queue) report_evicted(key, entry ? entry->value : Value{});
}

void CacheExpiry::report_evicted(Key key, Value value) {
    if (observer_ == nullptr) return;
    Event event;
    event.type = EventType::evicted;
    event.key = key;
    event.value = value;
    observer_->happened(event);
}

void CacheExpiry::evict(Key key) { commands_->send(command_.del(key), token_for(Purpose::evict, key)); }

void CacheExpiry::lost() {
    before_ = std::move(table_);
    table_ = KeyTable();
    table_.log() = UndoLog<KeyTable::Entry>(before_.log().position());
    table_.log().keep(before_.log().on());
    before_.log().keep(false);
}

void CacheExpiry::never_replaced(Key key, const KeyTable::Entry& entry) {
    if (before_.find(key) == nullptr) before_.set(key, entry);
}

// The value tells whether the key is still the one that we know of.
std::optional<Instant> CacheExpiry::came_back(Key key, Value value, Duration left) {
    const KeyTable::Entry* known = before_.find(key);
    Instant expires = left > Duration{0} ? loop_->now() + left : kNever;
    if (known != nullptr && known->value == value) expires = known->expires;
    if (expires <= loop_->now()) {
        commands_->send(command_.expire_now(key), token_for(Purpose::nothing));
        return std::nullopt;
    }
    table_.set(key, {value, expires});
    const bool expires_there = left > Duration{0};
    if (expires != kNever && (!ours_ || expires_there)) send_ttl(key, expires);
    arm();
    return expires;
}

void CacheExpiry::expire(Key key) { commands_->send(command_.expire_now(key), token_for(Purpose::expire, key)); }

void CacheExpiry::expire_all() {
    for (const Key key : table_.keys()) expire(key);
}

void CacheExpiry::replied(std::uint64_t token, const RedisReply& reply) {
    if (reply.type != RedisReply::Type::integer) return;
    const Key key = key_of(token);
    const bool done = reply.integer == 1;
    if (purpose_of(token) == Purpose::expire && done) report_expired(key);
    if (purpose_of(token) == Purpose::evict && done) {
        const auto entry = table_.erase(key);
        report_evicted(key, entry ? entry->value : Value{});
    }
    if (purpose_of(token) == Purpose::keep && !done) report_expired(key);  // Redis was faster
}

Duration CacheExpiry::slack() const { return ours_ ? Duration{0} : kRounding; }

void CacheExpiry::arm() {
    const Instant next = table_.next_expiry();
    if (next == kNever || next + slack() >= armed_) return;
    armed_ = next + slack();
    const auto call = [](void* self, std::uint64_t) { static_cast<CacheExpiry*>(self)->fire(); };
    loop_->at(armed_, Timer{call, this, 0});
}

void CacheExpiry::fire() {
    const Instant now = loop_->now();
    if (armed_ <= now) armed_ = kNever;
    while (table_.next_expiry() <= now - slack()) {
        const Key key = table_.expiring().begin()->second;
        if (ours_) commands_->send(command_.expire_now(key), token_for(Purpose::nothing));
        report_expired(key);
    }
    arm();
}

void CacheExpiry::report_expired(Key key) {
    const auto entry = table_.erase(key);
    if (!entry || observer_ == nullptr) return;
    Event event;
    event.type = EventType::expired;
    event.key = key;
    event.value = entry->value;
    observer_->happened(event);
}

}  // namespace stampede
