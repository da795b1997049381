// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include "core/explore/stage.h"

namespace stampede {

void Stage::run_operation(std::size_t actor, Fate fate) {
    const std::uint32_t asked = view(actor)->asked;
    const Operation& operation = words_.asked[asked].operation;
    if (fate == Fate::request_lost) return nobody_answers(actor, operation);
    const bool of_cache = component_of(operation.verb) == Component::cache;
    const StoreStep& step = of_cache ? cache_.step(now_.cache, asked) : database_.step(now_.database, asked);
    (of_cache ? now_.cache : now_.database) = step.next;
    const Reply& reply = words_.told[step.told].reply;
    last_told_ = step.told;
    for (const RowChanged& row : step.rows) {
        Operation item = operation;
        item.key = row.change.key;
        item.value.write = row.change.write;
        item.erase = row.change.erase;
        effect(item, actor, row.reply);
    }
    if (operation.verb != Verb::db_apply_batch) effect(operation, actor, reply);
    if (step.applied) something_changed();
    std::uint32_t told = step.told;
    const InstanceId from = instances_[place(actor).code];
    if (operation.verb == Verb::cache_publish) {
        Told counted{reply, {}};
        for (InstanceId to = 0; to < Scenario::kMostInstances; ++to) {
            if (((now_.hearers[static_cast<std::size_t>(operation.channel)] >> to) & 1) == 0) continue;
            ++counted.reply.affected;
            post(to, Message{operation.channel, false, operation.key});
        }
        told = words_.number(counted);
    }
    if (now_.hearers[static_cast<std::size_t>(Channel::tracking)] != 0) tell_hearers(operation, from, reply);
    if (operation.verb == Verb::db_select && known(operation.key)) now_.judge.load_ended(row_of(operation.key));
    if (fate == Fate::reply_lost) return nobody_answers(actor, operation);
    if (sink_ != nullptr) tell_sink(EventType::replied, actor, operation, reply);
    this->reply(actor, told);
}

void Stage::nobody_answers(std::size_t actor, const Operation& operation) {
    Told nobody;
    nobody.reply.outcome = Outcome::unavailable;
    if (sink_ != nullptr) tell_sink(EventType::replied, actor, operation, nobody.reply);
    last_told_ = words_.number(nobody);
    reply(actor, last_told_);
}

void Stage::effect(const Operation& operation, std::size_t actor, const Reply& reply) {
    if (sink_ != nullptr) tell_sink(EventType::effect, actor, operation, reply);
    if (!reply.ok() || !reply.applied || !known(operation.key)) return;
    const std::size_t row = row_of(operation.key);
    if (commits(operation.verb)) return now_.judge.committed(row, reply.value, reply.found);
    const bool queued = operation.verb == Verb::list_push || operation.verb == Verb::list_write || operation.verb == Verb::stream_write;
    if (queued || (stores(operation.verb) && operation.key.role == Role::data)) now_.judge.placed(row, operation.value, queued);
}

void Stage::tell_hearers(const Operation& operation, InstanceId from, const Reply& reply) {
    const auto bit = static_cast<std::uint8_t>(1u << from);
    const bool hears = (now_.hearers[static_cast<std::size_t>(Channel::tracking)] & bit) != 0;
    if (hears && looks(operation.verb) && component_of(operation.verb) == Component::cache) {
        now_.tracked = tracking_.read(now_.tracked, operation.key, bit);
    }
    if (!reply.applied || !(stores(operation.verb) || removes(operation.verb))) return;
    const auto [tracked, readers] = tracking_.take(now_.tracked, operation.key);
    now_.tracked = tracked;
    for (InstanceId to = 0; to < Scenario::kMostInstances; ++to) {
        if (((readers >> to) & 1) != 0) post(to, Message{Channel::tracking, false, operation.key});
    }
}

void Stage::post(InstanceId to, const Message& message) {
    Mailbox& mail = now_.mail[to];
    if (mail.count >= Mailbox::kMost) {
        now_.cut_short = true;
        return;
    }
    mail.messages[mail.count++] = static_cast<std::uint16_t>(words_.number(message));
}

std::uint64_t Stage::word_of(std::size_t client) const {
    const Place where = client_places_[client];
    const ActorView& at = codes_[code_used_[where.code]].actors(now_.code[where.code])[where.local];
    const bool news = at.stand == Stand::resting && ((now_.news >> client) & 1) != 0;
    return (std::uint64_t{remembers_ ? 0 : now_.code[where.code]} << 32) | (std::uint64_t{now_.based_on[client]} << 8) | (news ? 1u : 0u);
}

Fingerprint Stage::fingerprint() const {
    Fingerprint print;
    // Readers that share code differ in nothing but their number: they can be exchanged, so their order does not count.
    struct Word {
        std::uint64_t code;
        std::uint64_t judged;
        std::uint64_t alike;
        bool operator<(const Word& other) const {
            if (alike != other.alike) return alike < other.alike;
            return code != other.code ? code < other.code : judged < other.judged;
        }
    };
    std::array<Word, Scenario::kMostClients> words;
    for (std::size_t client = 0; client < clients(); ++client) {
        const std::uint64_t alike = remembers_ ? client : code_used_[client];
        words[client] = {word_of(client), now_.judge.word_of(client), alike};
        std::size_t at = client;
        for (; at > 0 && words[at] < words[at - 1]; --at) std::swap(words[at], words[at - 1]);
    }
    for (std::size_t client = 0; client < clients(); ++client) {
        print.add(words[client].code);
        print.add(words[client].judged);
    }
    if (remembers_) {
        std::uint64_t news = 0;
        for (std::size_t code = 0; code < instances_.size(); ++code) {
            print.add(now_.code[code]);
            const std::size_t first = clients() + code * Code::kMostBeside;
            for (std::size_t actor = first; actor < first + Code::kMostBeside; ++actor) {
                const ActorView* at = view(actor);
                if (at != nullptr && at->stand == Stand::resting) news |= now_.news & (std::uint64_t{1} << (actor & 63));
            }
        }
        print.add(news);
        print.add(now_.tracked);
        for (std::size_t i = 0; i < scenario_.instances(); ++i) {
            print.add(now_.mail[i].count);
            for (std::size_t m = 0; m < now_.mail[i].count; ++m) print.add(now_.mail[i].messages[m]);
        }
    }
    print.add((std::uint64_t{now_.cache} << 32) | now_.database);
    now_.judge.add_to(print, scenario_.rows(), first_requests_.back() + programs_.back().size() - 1);
    print.add((std::uint64_t{now_.crashes} << 40) | (std::uint64_t{now_.expiries} << 20) | (std::uint64_t{now_.lost} << 3) |
              (now_.closing ? 4u : 0u) | (now_.over ? 2u : 0u) | (now_.cut_short ? 1u : 0u));
    return print;
}

void Stage::tell_sink(EventType type, std::size_t actor, const Operation& operation, const Reply& reply) {
    Event event;
    event.type = type;
    event.verb = operation.verb;
    event.instance = instances_[place(actor).code];
    event.request = request_of(actor);
    event.operation = operation_of_[actor & 63];
    event.key = operation.key;
    event.value = operation.value;
    event.state = operation.state;
    event.outbox = operation.outbox;
    event.newer = operation.condition == Condition::newer;
    event.file = operation.file;
    event.line = operation.line;
    if (type != EventType::issued) {
        event.outcome = reply.outcome;
        event.found = reply.found;
        event.applied = reply.applied;
        if (!stores(operation.verb)) {
            event.value = reply.value;
            event.state = reply.state;
        }
    }
    // Time stands still at 0: the entry expires as long after that as it lives.
    if (type == EventType::effect && stores(operation.verb)) event.detail = operation.ttl.count();
    if (type == EventType::replied) event.detail = static_cast<std::int64_t>(reply.token != 0 ? reply.token : reply.affected);
    sink_->record(event);
}

void Stage::tell_sink_of_request(EventType type, std::size_t client, const Answer& answer) {
    const char kind = programs_[client][view(client)->position];
    Event event;
    event.type = type;
    event.request = request_of(client);
    event.session = static_cast<SessionId>(client + 1);
    event.instance = instances_[client_places_[client].code];
    event.key = scenario_.key(static_cast<std::uint32_t>(client));
    event.kind = kind == 'R' ? RequestKind::read : kind == 'W' ? RequestKind::write : RequestKind::erase;
    if (type == EventType::request_begun) {
        const std::size_t position = view(client)->position;
        const bool after_read = kind != 'R' && position > 0 && programs_[client][position - 1] == 'R' && now_.based_on[client] != 0;
        if (after_read) event.value = Value{static_cast<WriteId>(now_.based_on[client] - 1), kInitialVersion};
    } else {
        event.outcome = answer.outcome;
        event.found = answer.found;
        event.source = answer.source;
        event.value = answer.value;
    }
    sink_->record(event);
}

}  // namespace stampede
