// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/live/redis_cache.h"

#include <algorithm>

#include "core/live/cache_token.h"
#include "core/live/value_json.h"
#include "core/model/row_json.h"

namespace stampede {

RedisCache::RedisCache(UvLoop& loop, RedisConnection& connection, CacheExpiry& expiry, const LeaderboardTexts& texts,
                       const FaultSpan& frozen, Duration latency)
    : loop_(&loop),
      connection_(&connection),
      expiry_(&expiry),
      texts_(&texts),
      frozen_(&frozen),
      there_(latency / 2),
      back_(latency - latency / 2),
      deadlines_(loop, Timer{[](void* self, std::uint64_t token) { static_cast<RedisCache*>(self)->give_up(token); }, this, 0},
                 [](void* self, std::uint64_t token) {
                     const Call* call = static_cast<RedisCache*>(self)->calls_.find(token);
                     return call == nullptr || call->given_up;
                 }) {}

template <void (RedisCache::*stage)(RedisCache::Token)>
void RedisCache::after(Duration delay, Token token) {
    const auto call = [](void* self, std::uint64_t argument) { (static_cast<RedisCache*>(self)->*stage)(argument); };
    loop_->at(loop_->now() + delay, Timer{call, this, token});
}

void RedisCache::issue(const Operation& operation) {
    const Token token = calls_.take();
    Call& call = calls_.at(token);
    call.operation = operation;
    call.issued = loop_->now();
    if (operation.deadline > Duration{0}) deadlines_.add(call.issued + operation.deadline, token);
    if (there_ > Duration{0}) return after<&RedisCache::send>(there_, token);
    send(token);
}

void RedisCache::send(Token token) {
    Call& call = calls_.at(token);
    call.sent = loop_->wall_now();
    call.frozen_before = frozen_->total(call.sent);
    const Operation& operation = call.operation;
    bool sent = connection_->connect();
    if (sent && operation.verb == Verb::cache_get) sent = connection_->send(command_.get(operation.key), token);
    if (sent && operation.verb == Verb::cache_del) sent = connection_->send(command_.del(operation.key), token);
    if (sent && operation.verb == Verb::cache_set) {
        if (!writable(operation.key) && texts_->find(operation.key, operation.value) == nullptr) {
            call.reply.outcome = Outcome::refused;
            return travel_back(token, false);
        }
        sent = send_set(call, token);
    }
    if (sent) return;
    measure(call);
    call.reply.outcome = Outcome::unavailable;
    travel_back(token, false);
}

bool RedisCache::send_set(Call& call, Token token) {
    const Operation& operation = call.operation;
    const std::string* read = writable(operation.key) ? nullptr : texts_->find(operation.key, operation.value);
    const std::string text = read != nullptr ? *read : row_json(operation.key, operation.value);
    if (!connection_->send(command_.set(operation.key, text, operation.ttl), token)) return false;
    call.replaced = expiry_->replacing(operation.key);
    call.persisted = expiry_->ours();
    if (call.persisted && operation.ttl > Duration{0}) connection_->send(command_.persist(operation.key), token_for(Purpose::nothing));
    return true;
}

void RedisCache::replied(std::uint64_t token, const RedisReply& reply) {
    Call& call = calls_.at(token);
    measure(call);
    if (reply.type == RedisReply::Type::lost) {
        call.reply.outcome = Outcome::unavailable;
        return travel_back(token, false);
    }
    call.replied = true;
    Instant expires{0};
    read(call, reply, expires);
    const Operation operation = call.operation;
    const Reply result = call.reply;
    if (observer_ != nullptr) observer_->effect(operation, result, expires);
    travel_back(token, true);
}

void RedisCache::read(Call& call, const RedisReply& reply, Instant& expires) {
    using Type = RedisReply::Type;
    const Operation& operation = call.operation;
    if (reply.type == Type::error) {
        call.reply.outcome = Outcome::refused;
        if (call.replaced) expiry_->restore(operation.key, *call.replaced);
    } else if (operation.verb == Verb::cache_get) {
        const auto value = reply.type == Type::string ? value_from_json(reply.text) : std::nullopt;
        call.reply.found = value.has_value();
        if (value) call.reply.value = *value;
        if (reply.type == Type::nil) expiry_->missed(operation.key);
    } else if (operation.verb == Verb::cache_set) {
        call.reply.affected = 1;
        expires = expiry_->stored(operation.key, operation.value, operation.ttl, call.persisted);
    } else {
        call.reply.affected = static_cast<std::uint32_t>(reply.integer);
        expiry_->deleted(operation.key);
    }
}

// The round trip, and the share of it that the server was stopped for.
void RedisCache::measure(Call& call) {
    const Instant now = loop_->wall_now();
    const Duration waited = now - call.sent;
    call.timing.fault = std::min(waited, frozen_->total(now) - call.frozen_before);
    call.timing.measured = waited - call.timing.fault;
}

// Never completes inside the call that issued it: only a reply from the server may complete at once.
void RedisCache::travel_back(Token token, bool at_once) {
    if (calls_.at(token).given_up) return calls_.release(token);
    if (at_once && back_ == Duration{0}) return complete(token);
    after<&RedisCache::complete>(back_, token);
}

void RedisCache::complete(Token token) {
    Call& call = calls_.at(token);
    const bool tell = !call.given_up && observer_ != nullptr;
    call.timing.modelled = there_ + back_;
    const Call done = call;
    calls_.release(token);
    deadlines_.trim();
    if (tell) observer_->completed(done.operation, done.reply, done.timing);
}

void RedisCache::give_up(Token token) {
    Call* call = calls_.find(token);
    if (call == nullptr || call->given_up) return;
    call->given_up = true;
    const Duration elapsed = loop_->now() - call->issued;
    if (call->sent != Instant{0} && !call->replied && call->reply.outcome == Outcome::ok) measure(*call);
    Timing timing = call->timing;
    timing.modelled = std::max(Duration{0}, std::min(there_ + back_, elapsed - timing.measured - timing.fault));
    Reply reply;
    reply.outcome = Outcome::timed_out;
    const Operation operation = call->operation;
    if (observer_ != nullptr) observer_->completed(operation, reply, timing);
}

}  // namespace stampede
