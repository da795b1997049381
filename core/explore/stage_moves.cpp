// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include "core/explore/stage.h"

namespace stampede {
namespace {

// More rests than this and an actor only goes round in circles: it is left where it is, and the search says so.
constexpr std::uint8_t kMostRests = 6;

constexpr std::size_t kDropsOfRow = 3;  // data, lock, lease

}  // namespace

template <class F>
void Stage::for_each_actor(F&& f) const {
    for (std::size_t client = 0; client < client_places_.size(); ++client) {
        const Place where = client_places_[client];
        f(client, codes_[code_used_[where.code]].actors(now_.code[where.code])[where.local]);
    }
    if (!remembers_) return;
    for (std::size_t code = 0; code < instances_.size(); ++code) {
        const std::vector<ActorView>& actors = codes_[code].actors(now_.code[code]);
        const std::size_t instances = instances_.size();
        const std::size_t served = (clients() + instances - 1 - code) / instances;
        for (std::size_t local = served; local < actors.size(); ++local) {
            f(clients() + code * Code::kMostBeside + (local - served), actors[local]);
        }
    }
}

bool Stage::may_go_on(std::size_t actor, const ActorView& at) const {
    if (at.rests > kMostRests) return false;
    const bool beside = actor >= clients();
    if (beside && now_.closing) return false;
    const bool flusher = words_.asked[at.asked].operation.batch != 0;
    if (flusher) {
        const Place where = place(actor);
        return codes_[code_used_[where.code]].queue_waits(now_.code[where.code]);
    }
    // The first rest is a wait for time, which may be over at any moment; those after it are polls, which need news.
    return at.rests == 1 || ((now_.news >> (actor & 63)) & 1) != 0;
}

bool Stage::can_step(std::size_t actor, const ActorView& at) const {
    if (at.stand == Stand::unstarted || at.stand == Stand::parked) return true;
    return at.stand == Stand::resting && may_go_on(actor, at);
}

// Whoever begins or wakes up asks for something in the same step: what, its code is asked.
bool Stage::may_lose(std::size_t actor, const ActorView& at) const {
    if (at.stand != Stand::parked && !can_step(actor, at)) return false;
    const Place where = place(actor);
    ActorView next = at;
    if (at.stand != Stand::parked) {
        Code& code = codes_[code_used_[where.code]];
        const Input input = at.stand == Stand::unstarted ? Input::begin : Input::reply;
        next = code.actors(code.step(now_.code[where.code], input, where.local, 0).next)[where.local];
    }
    return next.stand == Stand::parked && component_of(words_.asked[next.asked].operation.verb) == Component::cache;
}

bool Stage::somebody_can_move() const {
    bool can = std::any_of(now_.mail.begin(), now_.mail.end(), [](const Mailbox& mail) { return mail.count > 0; });
    for_each_actor([&](std::size_t actor, const ActorView& at) { can = can || can_step(actor, at); });
    return can;
}

void Stage::choices(std::vector<ExploreChoice>& out) const {
    out.clear();
    if (now_.over) return;
    for_each_actor([&](std::size_t actor, const ActorView& at) {
        const auto index = static_cast<std::uint8_t>(actor);
        if (can_step(actor, at)) out.push_back({Move::step, index});
        if (now_.lost >= scenario_.lost || !may_lose(actor, at)) return;
        out.push_back({Move::lose_request, index});
        out.push_back({Move::lose_reply, index});
    });
    for (std::size_t i = 0; i < scenario_.instances(); ++i) {
        if (now_.mail[i].count > 0) out.push_back({Move::deliver, static_cast<std::uint8_t>(i)});
    }
    for (std::uint32_t row = 0; now_.expiries < scenario_.expiries && row < scenario_.rows(); ++row) {
        const CacheStates::Row& there = cache_.row(now_.cache, row);
        if (there.expires) out.push_back({Move::expire, static_cast<std::uint8_t>(row)});
        if (there.locked) out.push_back({Move::expire_lock, static_cast<std::uint8_t>(row)});
    }
    for (std::size_t i = 0; now_.crashes < scenario_.crashes && i < scenario_.instances(); ++i) {
        out.push_back({Move::crash, static_cast<std::uint8_t>(i)});
    }
}

bool Stage::possible(ExploreChoice choice) const {
    std::vector<ExploreChoice> open;
    choices(open);
    return std::find(open.begin(), open.end(), choice) != open.end();
}

void Stage::perform(ExploreChoice choice) {
    switch (choice.move) {
        case Move::step: go_on(choice.actor, Fate::arrives); break;
        case Move::lose_request: go_on(choice.actor, Fate::request_lost); break;
        case Move::lose_reply: go_on(choice.actor, Fate::reply_lost); break;
        case Move::expire: expire(choice.actor); break;
        case Move::expire_lock: expire_lock(choice.actor); break;
        case Move::crash: crash(choice.actor); break;
        case Move::deliver: deliver(choice.actor); break;
    }
    settle();
}

// To begin and to wake up take no step: the store operation that follows does.
void Stage::go_on(std::size_t actor, Fate fate) {
    if (fate != Fate::arrives) ++now_.lost;
    if (view(actor)->stand == Stand::unstarted) begin(actor);
    if (view(actor)->stand == Stand::resting) reply(actor, 0);
    if (view(actor)->stand == Stand::parked) run_operation(actor, fate);
}

void Stage::drop(std::size_t row, Role role) {
    const std::size_t at = role == Role::data ? 0 : role == Role::lock ? 1 : 2;
    now_.cache = cache_.step(now_.cache, drops_[row * kDropsOfRow + at]).next;
}

void Stage::expire(std::size_t row) {
    ++now_.expiries;
    something_changed();
    const Key key = scenario_.key(static_cast<std::uint32_t>(row));
    drop(row, Role::data);
    if (sink_ != nullptr) {
        Event event;
        event.type = EventType::expired;
        event.key = key;
        sink_->record(event);
    }
    const auto [tracked, readers] = tracking_.take(now_.tracked, key);
    now_.tracked = tracked;
    for (InstanceId to = 0; to < Scenario::kMostInstances; ++to) {
        if (((readers >> to) & 1) != 0) post(to, Message{Channel::tracking, false, key});
    }
}

void Stage::expire_lock(std::size_t row) {
    ++now_.expiries;
    something_changed();
    drop(row, Role::lock);
    drop(row, Role::lease);
}

void Stage::crash(InstanceId instance) {
    ++now_.crashes;
    something_changed();
    if (sink_ != nullptr) {
        Event event;
        event.type = EventType::crashed;
        event.instance = instance;
        sink_->record(event);
    }
    now_.judge.crashed(instance);
    now_.mail[instance].count = 0;
    for_each_actor([&](std::size_t actor, const ActorView& at) {
        if (at.stand != Stand::parked || instances_[place(actor).code] != instance) return;
        const Operation& operation = words_.asked[at.asked].operation;
        if (operation.verb != Verb::db_select || !known(operation.key)) return;
        now_.judge.load_ended(row_of(operation.key));
        if (sink_ != nullptr) tell_sink(EventType::replied, actor, operation, Reply{});
    });
    for (std::size_t code = 0; code < instances_.size(); ++code) {
        if (instances_[code] == instance) tell_code(code, Input::crash, 0, 0);
    }
}

void Stage::deliver(InstanceId instance) {
    const std::uint32_t message = now_.mail[instance].messages[0];
    now_.mail[instance].take_first();
    if (sink_ != nullptr) {
        Event event;
        event.type = EventType::message;
        event.instance = instance;
        event.key = words_.messages[message].key;
        event.detail = static_cast<std::int64_t>(words_.messages[message].channel);
        sink_->record(event);
    }
    if (remembers_) tell_code(instance, Input::message, 0, message);
}

// A request's first rest is over at once, since time costs nothing here; what rests again goes on only after something has changed, or it
// would turn in circles. When nobody can move, time passes.
void Stage::settle() {
    for (std::size_t client = 0; client < clients(); ++client) {
        const ActorView& at = *view(client);
        if (at.stand == Stand::resting && at.rests == 1) reply(client, 0);
    }
    for (int tries = 0; tries < 4 && !now_.over; ++tries) {
        if (somebody_can_move()) return;
        bool all_ended = true;
        for (std::size_t client = 0; client < clients(); ++client) all_ended = all_ended && view(client)->stand == Stand::ended;
        if (!all_ended) {
            if (!let_time_pass()) break;
        } else if (!now_.closing) {
            start_closing();
        } else {
            break;
        }
    }
    finish();
}

// Locks and leases run out, and everybody who rests or waits with a limit wakes up. False when that changes nothing.
bool Stage::let_time_pass() {
    for (std::uint32_t row = 0; row < scenario_.rows(); ++row) {
        drop(row, Role::lock);
        drop(row, Role::lease);
    }
    something_changed();
    std::vector<std::size_t> late;
    for_each_actor([&](std::size_t actor, const ActorView& at) {
        if (at.stand == Stand::waiting && words_.asked[at.asked].operation.ttl > Duration{0}) late.push_back(actor);
    });
    Told nobody;
    nobody.reply.outcome = Outcome::timed_out;
    const std::uint32_t told = words_.number(nobody);
    for (const std::size_t actor : late) {
        if (view(actor)->stand == Stand::waiting) reply(actor, told);
    }
    bool moved = !late.empty();
    for_each_actor([&](std::size_t actor, const ActorView& at) { moved = moved || (at.stand == Stand::resting && may_go_on(actor, at)); });
    return moved;
}

void Stage::start_closing() {
    now_.closing = true;
    if (!remembers_) return;
    for (std::size_t code = 0; code < instances_.size(); ++code) tell_code(code, Input::close, 0, 0);
}

void Stage::finish() {
    for (std::size_t client = 0; client < clients(); ++client) {
        if (view(client)->stand != Stand::ended) now_.cut_short = true;
    }
    now_.over = true;
    for (std::uint32_t row = 0; row < scenario_.rows(); ++row) {
        const CacheStates::Row& left = cache_.row(now_.cache, row);
        now_.judge.finish_row(row, left.there, left.value, left.state);
    }
    now_.judge.finish();
}

}  // namespace stampede
