// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/differential/one_world.h"

#include <sstream>

namespace stampede::test {
namespace {

constexpr Key kRows[] = {{Kind::user_profile, 42}, {Kind::product, 7}, {Kind::user_profile, 999'999}};
constexpr Duration kLong = std::chrono::hours(1);
constexpr std::uint64_t kNobodys = 1'000'000'007;  // a token that no world has handed out

bool is_list(Verb verb) { return verb >= Verb::list_push && verb <= Verb::list_recover; }
bool is_stream(Verb verb) { return verb >= Verb::stream_write && verb <= Verb::stream_dead_letter; }

bool names_batch(Verb verb) {
    return verb == Verb::list_done || verb == Verb::stream_done || verb == Verb::stream_dead_letter || verb == Verb::db_apply_batch ||
           verb == Verb::db_outbox_done;
}

std::size_t place_of(std::uint64_t number, std::map<std::uint64_t, std::size_t>& places) {
    return number == 0 ? 0 : places.try_emplace(number, places.size() + 1).first->second;
}

Key key_for(const Step& step) {
    const Key row = kRows[step.key % std::size(kRows)];
    switch (step.verb) {
        case Verb::cache_incr: return row.as(Role::counter);
        case Verb::cache_del_if: return row.as(Role::lock);
        case Verb::cache_get: return step.role == 1 ? row.as(Role::counter) : step.role == 2 ? row.as(Role::lock) : row;
        case Verb::cache_add: return step.role == 1 ? row.as(Role::lock) : row;
        default: return row;
    }
}

}  // namespace

Operation OneWorld::operation_for(const Step& step, WriteId write) {
    Operation operation = WorldUnderTest::make(step.verb, key_for(step), Value{write, 0}, std::chrono::seconds(5));
    operation.instance = step.instance;
    operation.count = step.count;
    operation.batch = names_batch(step.verb) ? 1 : 0;
    operation.ttl = step.flag ? kLong : Duration{0};
    if (is_list(step.verb) || is_stream(step.verb) || step.verb == Verb::db_begin) operation.erase = step.flag;
    if (step.verb == Verb::db_delete) operation.erase = true;
    operation.outbox = step.flag;
    operation.condition = step.flag ? Condition::newer : Condition::none;
    if (operation.erase) operation.state = EntryState::absent;
    if (step.verb >= Verb::cache_set && step.verb <= Verb::cache_lease_set && stores(step.verb)) {
        operation.value.version = step.version;
        operation.state = static_cast<EntryState>(step.state);
        if (step.flag) operation.notes = {Instant(step.version), Instant(100), Duration(step.pick)};
    }
    operation.token = step.pick + 1u;
    if (step.verb == Verb::cache_lease_set) operation.token = step.pick == 0 ? kNobodys : leases_[operation.key];
    if (step.verb == Verb::cache_lease_get) operation.ttl = kLong;
    if (step.verb == Verb::stream_claim) operation.ttl = step.flag ? kLong : Duration{0};
    if (step.verb == Verb::stream_write) operation.count = step.pick == 0 ? 4 : 0;
    return operation;
}

OneWorld::Origin OneWorld::origin_of(Verb verb) {
    if (is_list(verb)) return Origin::list;
    if (is_stream(verb) || verb == Verb::db_apply_batch) return Origin::stream;
    return verb == Verb::db_ids ? Origin::rows : Origin::outbox;
}

// One of the last batches that were handed out; for a commit, that or a batch of writes of its own.
std::vector<PendingWrite> OneWorld::batch_for(const Step& step, WriteId write) const {
    const auto received = received_.find(origin_of(step.verb));
    if (received != received_.end() && step.pick < received->second.size())
        return received->second[received->second.size() - 1 - step.pick];
    if (step.verb != Verb::db_apply_batch) return {};
    return {{kRows[0], write, step.flag}, {kRows[step.key % std::size(kRows)], write, false}};
}

std::uint64_t OneWorld::said_token(Verb verb, std::uint64_t token) {
    if (verb == Verb::cache_lease_get) return place_of(token, tokens_);
    if (verb == Verb::stream_write) return place_of(token, tickets_);
    if (verb == Verb::db_begin || verb == Verb::db_commit) return place_of(token, transactions_);
    return token;
}

std::string OneWorld::perform(const Step& step, WriteId write) {
    Recorder& seen = world_->seen();
    if (names_batch(step.verb)) seen.pending = batch_for(step, write);
    Operation operation = operation_for(step, write);
    const auto done = world_->perform(operation);
    std::string said = say(operation, done);
    if (done.reply.batch != 0) received_[origin_of(step.verb)].push_back(seen.batches.back());
    if (step.verb == Verb::cache_lease_get && done.reply.token != 0) leases_[operation.key] = done.reply.token;
    if (step.verb != Verb::db_begin || !done.reply.ok()) return said;
    Operation commit = operation;
    commit.verb = Verb::db_commit;
    commit.token = done.reply.token;
    return said + say(commit, world_->perform(commit));
}

std::string OneWorld::say(const Operation& operation, const Recorder::Completion& done) {
    const auto value = [](Value it) { return std::to_string(it.write) + "@" + std::to_string(it.version); };
    std::ostringstream out;
    const auto tell = [&](const Reply& reply) {
        out << name_of(reply.outcome) << (reply.found ? " found" : "") << (reply.applied ? " applied" : "") << " " << name_of(reply.state)
            << " affected " << reply.affected << " value " << value(reply.value) << " token " << said_token(operation.verb, reply.token)
            << " notes " << reply.notes.fresh_until.count() << "/" << reply.notes.expires.count() << "/" << reply.notes.cost.count();
    };
    out << "reply: ";
    tell(done.reply);
    const auto& seen = world_->seen();
    if (done.reply.batch != 0) {
        out << " batch:";
        const auto& changes = seen.batches.back();
        for (std::size_t i = 0; i < changes.size() && i < 50; ++i) {
            const PendingWrite& change = changes[i];
            const auto ticket = operation.verb >= Verb::db_select ? change.ticket : place_of(change.ticket, tickets_);
            out << " " << to_string(change.key) << "=" << change.write << (change.erase ? " erased" : "") << " x" << change.deliveries
                << " #" << ticket;
        }
    }
    for (const auto& effect : seen.effects_of(done.operation.id)) {
        out << " | effect on " << to_string(effect.operation.key) << ": " << (effect.expires == Instant{0} ? "" : "expires ");
        tell(effect.reply);
    }
    out << "\n";
    return out.str();
}

}  // namespace stampede::test
