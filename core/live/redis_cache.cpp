// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/live/redis_cache.h"

#include <algorithm>

#include "core/live/cache_command.h"
#include "core/live/cache_token.h"
#include "core/model/redis_text.h"
#include "core/model/row_json.h"

namespace stampede {
namespace {

// Whose deadline the operation replaces if it is applied; Key{} where it stores nothing.
Key place_of(const Operation& operation) {
    if (operation.verb == Verb::cache_lease_get) return operation.key.as(Role::lease);
    if (operation.verb == Verb::cache_lease_del) return operation.key.as(Role::stale);
    return operation.key;
}

bool may_place(Verb verb) { return stores(verb) || verb == Verb::cache_lease_get || verb == Verb::cache_lease_del; }

bool needs_group(const Operation& operation, const RedisReply& reply) {
    const bool reads = operation.verb == Verb::stream_read || operation.verb == Verb::stream_claim;
    return reads && reply.type == RedisReply::Type::error && reply.text.find("NOGROUP") != std::string_view::npos;
}

// The proxy says so in the reply's place.
bool is_lost(const RedisReply& reply) { return reply.type == RedisReply::Type::error && reply.text.starts_with("LOST "); }

}  // namespace

RedisCache::RedisCache(UvLoop& loop, InstanceConnections& connections, CacheExpiry& expiry, const LeaderboardTexts& texts,
                       const FaultTime& frozen, WritePause& pause, LatencySampler latency)
    : loop_(&loop),
      connections_(&connections),
      expiry_(&expiry),
      texts_(&texts),
      frozen_(&frozen),
      pause_(&pause),
      latency_(latency),
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
    call.beginning = beginning_;
    call.crashes = connections_->crashes(operation.instance);
    const Duration latency = latency_.waited(latency_.cache(), operation.deadline);
    call.there = latency / 2;
    call.back = latency - call.there;
    if (operation.deadline > Duration{0}) deadlines_.add(call.issued + operation.deadline, token);
    if (call.there > Duration{0}) return after<&RedisCache::send>(call.there, token);
    send(token);
}

void RedisCache::send(Token token) {
    Call& call = calls_.at(token);
    const InstanceId instance = call.operation.instance;
    if (connections_->opening(instance)) {
        const auto again = [](void* self, std::uint64_t argument) { static_cast<RedisCache*>(self)->send(argument); };
        return connections_->when_open(Timer{again, this, token});
    }
    call.sent = loop_->wall_now();
    call.stalled_before = stalled(call.operation, call.sent);
    const InstanceConnections::Route route = route_of(call.operation);
    call.proxied = route.proxied;
    if (route.proxied) call.network_before = connections_->network_trouble(instance).total(call.sent);
    call.reply.outcome = Outcome::unavailable;
    const bool lost = call.operation.fate == Fate::request_lost;
    if (!lost && route.connection != nullptr && say(*route.connection, call, token)) {
        call.reply.outcome = Outcome::ok;
        return;
    }
    call.abandoned = true;
    measure(call);
    travel_back(token, false);
}

// False: nothing was sent, and the reply says why.
bool RedisCache::say(RedisConnection& connection, Call& call, Token token) {
    Operation operation = call.operation;
    if (operation.verb == Verb::cache_get) return connection.send(command_.get(operation.key), token);
    if (operation.verb == Verb::cache_lease_get) operation.token = ++last_offer_;
    auto bytes = entry_bytes(operation);
    if (!bytes) {
        call.reply.outcome = Outcome::refused;
        return false;
    }
    call.persistent = expiry_->ours();
    const auto batch = observer_ == nullptr || operation.batch == 0 ? std::span<const PendingWrite>{}
                                                                    : observer_->batch(operation.instance, operation.batch);
    const CacheCommand command(operation, std::move(*bytes), batch, call.persistent);
    if (!connection.send(command_.of(command.words()), token)) return false;
    if (may_place(operation.verb)) call.replaced = expiry_->replacing(place_of(operation));
    return true;
}

// What the operation stores; empty when nobody knows what the leaderboard says.
std::optional<std::string> RedisCache::entry_bytes(const Operation& operation) const {
    if (!stores(operation.verb)) return std::string();
    const bool queued = operation.verb == Verb::list_write || operation.verb == Verb::stream_write;
    if (queued && operation.erase) return std::string();
    if (operation.key.role != Role::data) return std::to_string(operation.token);
    const EntryState state = queued ? EntryState::value : operation.state;
    std::string row;
    if (state == EntryState::value && writable(operation.key)) row = row_json(operation.key, operation.value);
    if (state == EntryState::value && !writable(operation.key)) {
        const std::string* read = texts_->find(operation.key, operation.value);
        if (read == nullptr) return std::nullopt;
        row = *read;
    }
    return entry_json(operation.key, operation.value, state, operation.notes, std::move(row));
}

void RedisCache::replied(std::uint64_t token, const RedisReply& reply) {
    Call* const found = calls_.find(token);
    if (found == nullptr) return;
    Call& call = *found;
    const bool broken = reply.type == RedisReply::Type::lost;
    if (!call.proxied || !broken) call.abandoned = true;
    if (call.beginning != beginning_) {
        call.given_up = true;
        return release_if_over(token);
    }
    measure(call);
    if (broken || (call.proxied && is_lost(reply))) {
        if (call.proxied && call.abandoned) restore_replaced(call);
        call.reply = Reply{};
        call.reply.outcome = Outcome::unavailable;
        call.changes.clear();
        if (broken && call.replaced && (!call.proxied || !connections_->server_ready())) {
            expiry_->never_replaced(place_of(call.operation), *call.replaced);
        }
        return travel_back(token, false);
    }
    if (make_group(call, token, reply)) return;
    call.replied = true;
    if (!call.proxied) take_effect(token, reply);
    travel_back(token, true);
}

// Through the network the effect is told when it takes place, and the reply comes when the network lets it.
void RedisCache::performed(std::uint64_t token, const RedisReply& reply, Duration held) {
    Call* const call = calls_.find(token);
    if (call == nullptr || call->beginning != beginning_) return;
    if (needs_group(call->operation, reply) && !call->group_made) return;
    call->performed = loop_->wall_now();
    call->held = held;
    take_effect(token, reply);
}

void RedisCache::abandoned(std::uint64_t token) {
    Call* const call = calls_.find(token);
    if (call == nullptr) return;
    call->abandoned = true;
    restore_replaced(*call);
    release_if_over(token);
}

// A duplicated command has two; the application gets the reply of the first.
void RedisCache::take_effect(Token token, const RedisReply& reply) {
    Call& call = calls_.at(token);
    const bool again = std::exchange(call.has_effect, true);
    CacheAnswer answer = read_answer(call.operation, reply);
    const Instant expires = keep_account(call, answer);
    call.replaced.reset();
    const Operation operation = call.operation;
    if (!again) {
        call.reply = answer.reply;
        call.changes = std::move(answer.changes);
    }
    if (operation.fate == Fate::reply_lost) {
        call.reply = Reply{};
        call.reply.outcome = Outcome::unavailable;
        call.changes.clear();
    }
    if (observer_ != nullptr) observer_->effect(operation, answer.reply, expires);
}

// What would have been replaced is still there, unless something else has come meanwhile.
void RedisCache::restore_replaced(Call& call) {
    if (!call.replaced || call.beginning != beginning_ || !connections_->server_ready()) return;
    const Key place = place_of(call.operation);
    if (expiry_->table().find(place) == nullptr) expiry_->restore(place, *call.replaced);
    call.replaced.reset();
}

void RedisCache::release_if_over(Token token) {
    const Call& call = calls_.at(token);
    if (call.given_up && call.abandoned && !call.returning) calls_.release(token);
}

// The stream and its group are there from the first time that somebody reads; a server that was started again has lost them.
bool RedisCache::make_group(Call& call, Token token, const RedisReply& reply) {
    if (!needs_group(call.operation, reply)) return false;
    const auto [connection, proxied] = route_of(call.operation);
    if (connection == nullptr || std::exchange(call.group_made, true)) return false;
    call.proxied = proxied;
    call.abandoned = false;
    const std::string stream = to_string(Key{Kind::user_profile, 0, Role::stream});
    connection->send(command_.of({"XGROUP", "CREATE", stream, kConsumerGroup, "0", "MKSTREAM"}), token_for(Purpose::nothing));
    return say(*connection, call, token);
}

// Keeps the books on which key expires when, and returns when what was stored does.
Instant RedisCache::keep_account(Call& call, const CacheAnswer& answer) {
    const Operation& operation = call.operation;
    const Verb verb = operation.verb;
    const Key key = operation.key;
    const bool erased = operation.erase && (verb == Verb::list_write || verb == Verb::stream_write);
    bool placed = stores(verb) && answer.reply.applied && !erased;
    if (verb == Verb::cache_lease_get) placed = answer.reply.applied;
    Value value = operation.value;
    if (verb == Verb::cache_lease_del) {
        placed = answer.kept_stale;
        const KeyTable::Entry* held = expiry_->table().find(key);
        value = held == nullptr ? Value{} : held->value;
        call.persistent = false;
    }
    if (answer.missed) expiry_->missed(key);
    if (verb == Verb::cache_incr && answer.reply.applied) expiry_->counted(key);
    if (removes(verb) && (verb != Verb::cache_del_if || answer.reply.applied)) expiry_->deleted(key);
    if (verb == Verb::cache_lease_del || (verb == Verb::cache_lease_set && placed)) expiry_->deleted(key.as(Role::lease));
    if (placed) {
        if (call.replaced && (verb == Verb::cache_add || verb == Verb::cache_lease_get))
            expiry_->found_vacant(place_of(operation), *call.replaced);
        return expiry_->stored(place_of(operation), value, operation.ttl, call.persistent);
    }
    const bool gone = erased && answer.reply.applied;
    if (call.replaced && !gone) expiry_->restore(place_of(operation), *call.replaced);
    return Instant{0};
}

// Writes that the server holds would hold up what follows them on a connection that all share.
InstanceConnections::Route RedisCache::route_of(const Operation& operation) {
    const InstanceConnections::Route usual = connections_->route_of(operation.instance);
    if (usual.connection == nullptr || usual.proxied || !held_by_pause(operation.verb)) return usual;
    RedisConnection* const held = pause_->for_writes();
    return held != nullptr ? InstanceConnections::Route{held, false} : usual;
}

Duration RedisCache::stalled(const Operation& operation, Instant now) const {
    return frozen_->total(now) + (held_by_pause(operation.verb) ? pause_->time().total(now) : Duration{0});
}

// The round trip, and the share of it that the server was stopped for or held it, or the network did.
void RedisCache::measure(Call& call) {
    const Instant now = loop_->wall_now();
    const Duration waited = now - call.sent;
    call.timing.fault = std::min(waited, stalled(call.operation, now) - call.stalled_before + network_share(call, now));
    call.timing.measured = waited - call.timing.fault;
}

Duration RedisCache::network_share(const Call& call, Instant now) {
    if (!call.proxied) return Duration{0};
    const Duration broken = connections_->network_trouble(call.operation.instance).total(now) - call.network_before;
    const Duration held = call.performed == Instant{0} ? now - call.sent : call.held + (now - call.performed);
    return std::min(broken, held);
}

// Never completes inside the call that issued it: only a reply from the server may complete at once.
void RedisCache::travel_back(Token token, bool at_once) {
    Call& call = calls_.at(token);
    if (call.given_up) return release_if_over(token);
    if (at_once && call.back == Duration{0}) return complete(token);
    call.returning = true;
    after<&RedisCache::complete>(call.back, token);
}

void RedisCache::complete(Token token) {
    Call& call = calls_.at(token);
    const bool tell = !call.given_up && observer_ != nullptr;
    call.timing.modelled = call.there + call.back;
    const Operation operation = call.operation;
    const Timing timing = call.timing;
    const bool same_life = call.crashes == connections_->crashes(operation.instance);
    Reply reply = call.reply;
    std::vector<PendingWrite> changes = std::move(call.changes);
    call.given_up = true;
    call.returning = false;
    release_if_over(token);
    deadlines_.trim();
    if (!tell) return;
    if (reply.ok() && !changes.empty() && same_life) reply.batch = observer_->received(operation.instance, std::move(changes));
    observer_->completed(operation, reply, timing);
}

void RedisCache::give_up(Token token) {
    Call* call = calls_.find(token);
    if (call == nullptr || call->given_up) return;
    call->given_up = true;
    const Duration elapsed = loop_->now() - call->issued;
    if (call->sent != Instant{0} && !call->replied && call->reply.outcome == Outcome::ok) measure(*call);
    Timing timing = call->timing;
    timing.modelled = std::max(Duration{0}, std::min(call->there + call->back, elapsed - timing.measured - timing.fault));
    Reply reply;
    reply.outcome = Outcome::timed_out;
    const Operation operation = call->operation;
    if (observer_ != nullptr) observer_->completed(operation, reply, timing);
}

}  // namespace stampede
