// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include "core/explore/store_states.h"

namespace stampede {
namespace {

constexpr Instant kNow{0};

FakeCache::Limit no_limit() { return {std::size_t{1} << 30, Eviction::noeviction, 1}; }

// What is in the entries, in the order of their keys.
Fingerprint contents(FakeRedis& redis) {
    std::vector<Key> keys = redis.entries().keys();
    std::sort(keys.begin(), keys.end());
    Fingerprint print;
    for (const Key key : keys) {
        const FakeEntry& entry = *redis.entries().get(key, kNow);
        Asked named;
        named.operation.key = key;
        named.operation.value = entry.value;
        named.operation.state = entry.state;
        named.operation.notes = entry.notes;
        named.operation.token = entry.token;
        named.operation.ttl = entry.expires;
        print.add(print_of(named));
    }
    return print;
}

}  // namespace

CacheStates::CacheStates(Vocabulary& words, std::uint32_t rows) : words_(&words), rows_(rows) {
    FakeRedis redis(no_limit(), [](Key) {});
    Fingerprint print = contents(redis);
    print.add(Fingerprint());
    states_.number(print, State{0, 0, {}, look(redis)});
}

const StoreStep& CacheStates::step(std::uint32_t state, std::uint32_t asked) {
    const std::uint32_t known = edges_.find(state, asked);
    return steps_[known != Edges::kUnknown ? known : learn(state, asked)];
}

void CacheStates::replay(FakeRedis& redis, std::uint32_t state) const {
    std::vector<std::uint32_t> way;
    for (; state != kEmpty; state = states_[state].before) way.push_back(states_[state].asked);
    for (auto asked = way.rbegin(); asked != way.rend(); ++asked) {
        redis.run(words_->asked[*asked].operation, words_->asked[*asked].batch, kNow);
    }
}

std::uint32_t CacheStates::learn(std::uint32_t state, std::uint32_t asked) {
    FakeRedis redis(no_limit(), [](Key) {});
    replay(redis, state);
    const Fingerprint before = contents(redis);
    const Asked& what = words_->asked[asked];
    FakeRedis::Result result = redis.run(what.operation, what.batch, kNow);

    StoreStep step;
    step.applied = result.reply.applied;
    State next{state, asked, states_[state].past, look(redis)};
    const Verb verb = what.operation.verb;
    if (verb == Verb::cache_lease_get && step.applied) next.past.add(result.reply.token);
    if (verb >= Verb::list_push && verb <= Verb::stream_dead_letter && step.applied) next.past.add(print_of(what));
    Fingerprint print = contents(redis);
    const bool same = print == before && next.past == states_[state].past;
    print.add(next.past);
    step.next = same ? state : states_.number(print, std::move(next));
    step.told = words_->number(Told{result.reply, std::move(result.changes)});
    edges_.put(state, asked, static_cast<std::uint32_t>(steps_.size()));
    steps_.push_back(std::move(step));
    return static_cast<std::uint32_t>(steps_.size() - 1);
}

std::vector<CacheStates::Row> CacheStates::look(FakeRedis& redis) const {
    std::vector<Row> rows;
    for (std::uint32_t id = 1; id <= rows_; ++id) {
        Row row{Key{Kind::user_profile, id}};
        const FakeEntry* own = redis.entries().get(row.key, kNow);
        row.expires = own != nullptr && own->expires != Instant{0};
        for (const Role role : {Role::lock, Role::lease}) row.locked = row.locked || redis.entries().get(row.key.as(role), kNow) != nullptr;
        const FakeEntry* counter = redis.entries().get(row.key.as(Role::counter), kNow);
        if (counter != nullptr) row.key = row.key.at(counter->token);
        const FakeEntry* entry = redis.entries().get(row.key, kNow);
        row.there = entry != nullptr;
        if (entry != nullptr) {
            row.value = entry->value;
            row.state = entry->state;
        }
        rows.push_back(row);
    }
    return rows;
}

}  // namespace stampede
