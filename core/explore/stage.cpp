// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/explore/stage.h"

#include <algorithm>

#include "core/explore/memory.h"

namespace stampede {

Stage::Stage(const Scenario& scenario, EventSink* sink)
    : scenario_(scenario),
      sink_(sink),
      remembers_(scenario.make || remembers(scenario.config)),
      cache_(words_, scenario.rows()),
      database_(words_, scenario.rows()) {
    RequestId next = 1;
    for (std::uint32_t client = 0; client < scenario_.clients(); ++client) {
        programs_.push_back(scenario_.program(client));
        first_requests_.push_back(next);
        next += static_cast<RequestId>(programs_.back().size());
    }
    for (std::uint32_t row = 0; row < scenario_.rows(); ++row) {
        for (const Role role : {Role::data, Role::lock, Role::lease}) {
            Asked drop;
            drop.operation.verb = Verb::cache_del;
            drop.operation.key = scenario_.key(row).as(role);
            drops_.push_back(words_.number(std::move(drop)));
        }
    }
    words_.number(Told{});
    build_codes();
    for (std::size_t code = 0; code < instances_.size(); ++code) tell_code(code, Input::start, 0, 0);
    if (scenario_.warm) warm_up();
    beginning_ = now_;
}

// An instance that remembers something is one piece of code; of others each request is, since none notices the others but through the
// stores. Readers that differ in nothing but their number then share what is known about them, unless they give themselves names.
void Stage::build_codes() {
    const std::uint32_t instances = scenario_.instances();
    const bool named = gives_names(scenario_.config);
    if (remembers_) {
        for (std::uint32_t id = 0; id < instances; ++id) {
            std::vector<std::uint8_t> served;
            for (std::uint32_t client = id; client < scenario_.clients(); client += instances)
                served.push_back(static_cast<std::uint8_t>(client));
            instances_.push_back(static_cast<InstanceId>(id));
            code_used_.push_back(static_cast<std::uint8_t>(id));
            codes_.emplace_back(Code::Setting{&scenario_, &words_, static_cast<InstanceId>(id), served, true, id + 1});
        }
        for (std::uint32_t client = 0; client < scenario_.clients(); ++client) {
            client_places_.push_back({static_cast<std::uint8_t>(client % instances), static_cast<std::uint8_t>(client / instances)});
        }
        return;
    }
    for (std::uint32_t client = 0; client < scenario_.clients(); ++client) {
        const auto instance = static_cast<InstanceId>(client % instances);
        std::uint8_t used = static_cast<std::uint8_t>(codes_.size());
        for (std::uint32_t other = 0; other < client && client < scenario_.readers && !named; ++other) {
            if (scenario_.key(other) == scenario_.key(client) && instances_[other] == instance) used = code_used_[other];
        }
        instances_.push_back(instance);
        code_used_.push_back(used);
        client_places_.push_back({static_cast<std::uint8_t>(client), 0});
        if (used < codes_.size()) continue;
        codes_.emplace_back(Code::Setting{&scenario_, &words_, instance, {static_cast<std::uint8_t>(client)}, false, client + 1});
    }
    if (!scenario_.warm) return;
    instances_.push_back(0);
    code_used_.push_back(static_cast<std::uint8_t>(codes_.size()));
    codes_.emplace_back(Code::Setting{&scenario_, &words_, 0, {}, true, 0});
}

// The rows as a read would have left them. What a mechanism keeps beside them is made by a read of its own.
void Stage::warm_up() {
    const std::size_t code = remembers_ ? 0 : instances_.size() - 1;
    for (std::uint32_t row = 0; row < scenario_.rows(); ++row) {
        const std::size_t before = codes_[code_used_[code]].actors(now_.code[code]).size();
        tell_code(code, Input::warm, 0, scenario_.key(row).id);
        const std::size_t actor = actor_of(code, before);
        while (view(actor) != nullptr && view(actor)->stand == Stand::parked) run_operation(actor, Fate::arrives);
    }
    now_.judge.forget_width();
    now_.news = 0;
}

void Stage::reset() {
    now_ = beginning_;
    operations_ = 0;
}

std::size_t Stage::bytes() const {
    std::size_t bytes = (words_.asked.size() + words_.told.size()) * 320 + (cache_.size() + database_.size()) * 1024;
    for (const Code& code : codes_) bytes += code.bytes();
    return bytes;
}

Stage::Place Stage::place(std::size_t actor) const {
    if (actor < clients()) return client_places_[actor];
    const std::size_t beside = actor - clients();
    const std::size_t code = beside / Code::kMostBeside;
    std::size_t first = 0;
    for (const Place& client : client_places_) first += client.code == code ? 1 : 0;
    return {static_cast<std::uint8_t>(code), static_cast<std::uint8_t>(first + beside % Code::kMostBeside)};
}

std::size_t Stage::actor_of(std::size_t code, std::size_t local) const {
    std::size_t first = 0;
    for (std::size_t client = 0; client < clients(); ++client) {
        if (client_places_[client].code != code) continue;
        if (client_places_[client].local == local) return client;
        ++first;
    }
    return clients() + code * Code::kMostBeside + (local - first);
}

const ActorView* Stage::view(std::size_t actor) const {
    const Place where = place(actor);
    if (where.code >= instances_.size()) return nullptr;
    const std::vector<ActorView>& actors = codes_[code_used_[where.code]].actors(now_.code[where.code]);
    return where.local < actors.size() ? &actors[where.local] : nullptr;
}

RequestId Stage::request_of(std::size_t actor) const { return actor < clients() ? first_requests_[actor] + view(actor)->position : 0; }

void Stage::tell_code(std::size_t code, Input input, std::uint8_t local, std::uint32_t detail) {
    Code& used = codes_[code_used_[code]];
    const CodeStep& step = used.step(now_.code[code], input, local, detail);
    // Before the code moves on: of a request that ends, number and place are those that it had.
    for (const Deed& deed : step.deeds) take_note(code, deed);
    now_.code[code] = step.next;
    if (used.too_many_beside()) now_.cut_short = now_.over = true;
}

void Stage::take_note(std::size_t code, const Deed& deed) {
    const InstanceId instance = instances_[code];
    const auto bit = static_cast<std::uint8_t>(1u << instance);
    switch (deed.kind) {
        case Deed::Kind::parked: return parked(actor_of(code, deed.actor), deed.asked);
        case Deed::Kind::ended: return ended(actor_of(code, deed.actor), deed.answer);
        case Deed::Kind::subscribed: now_.hearers[static_cast<std::size_t>(deed.channel)] |= bit; return;
        case Deed::Kind::forgot:
            for (std::uint8_t& hearers : now_.hearers) hearers &= static_cast<std::uint8_t>(~bit);
            now_.tracked = tracking_.forget(now_.tracked, bit);
            return;
        case Deed::Kind::noted: break;
    }
    Event event = deed.event;
    event.instance = instance;
    // Alike readers share the code of the first of them.
    if (!remembers_ && event.request != 0) event.request = request_of(code);
    now_.judge.noted(event);
    if (sink_ != nullptr) sink_->record(event);
}

void Stage::parked(std::size_t actor, std::uint32_t asked) {
    const Operation& operation = words_.asked[asked].operation;
    if (operation.verb == Verb::sleep) now_.news &= ~(std::uint64_t{1} << (actor & 63));
    if (operation.verb == Verb::db_select && known(operation.key)) now_.judge.load_begun(row_of(operation.key));
    if (sink_ == nullptr || rests(operation.verb)) return;
    operation_of_[actor & 63] = ++operations_;
    tell_sink(EventType::issued, actor, operation, Reply{});
}

void Stage::begin(std::size_t client) {
    const std::size_t row = row_of(scenario_.key(static_cast<std::uint32_t>(client)));
    const ActorView& at = *view(client);
    const std::string& program = programs_[client];
    now_.judge.begin(client, row);
    if (program[at.position] != 'R') {
        const bool after_read = at.position > 0 && program[at.position - 1] == 'R' && now_.based_on[client] != 0;
        const Value read{static_cast<WriteId>(now_.based_on[client] - 1), kInitialVersion};
        now_.judge.begin_write(client, request_of(client), row, after_read ? read : Value{});
    }
    if (sink_ != nullptr) tell_sink_of_request(EventType::request_begun, client, Answer{});
    const Place where = place(client);
    tell_code(where.code, Input::begin, where.local, 0);
}

void Stage::ended(std::size_t client, const Answer& answer) {
    const std::size_t row = row_of(scenario_.key(static_cast<std::uint32_t>(client)));
    const bool reads = programs_[client][view(client)->position] == 'R';
    if (sink_ != nullptr) tell_sink_of_request(EventType::request_ended, client, answer);
    if (reads) {
        now_.judge.end_read(client, row, answer);
        const bool more = programs_[client].size() > 1;
        if (more) now_.based_on[client] = answer.outcome == Outcome::ok ? static_cast<std::uint8_t>(answer.value.write + 1) : 0;
    } else {
        now_.judge.end_write(client, request_of(client), row, answer);
    }
}

void Stage::reply(std::size_t actor, std::uint32_t told) {
    const Place where = place(actor);
    tell_code(where.code, Input::reply, where.local, told);
}

std::optional<Operation> Stage::pending(std::uint8_t actor) const {
    const ActorView* at = view(actor);
    if (at == nullptr || at->stand != Stand::parked) return std::nullopt;
    Operation operation = words_.asked[at->asked].operation;
    operation.request = request_of(actor);
    return operation;
}

}  // namespace stampede
