// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/live/cache_answer.h"

#include <charconv>
#include <nlohmann/json.hpp>
#include <optional>

#include "core/live/cache_command.h"
#include "core/live/value_json.h"

namespace stampede {
namespace {

using Type = RedisReply::Type;
using Changes = std::vector<PendingWrite>;

template <class Number>
Number number_in(std::string_view text) {
    Number number{};
    std::from_chars(text.data(), text.data() + text.size(), number);
    return number;
}

const RedisReply& element(const RedisReply& reply, std::size_t index) {
    static const RedisReply nothing{Type::nil, 0, {}, {}};
    return index < reply.elements.size() ? reply.elements[index] : nothing;
}

// Mechanisms' keys hold bare numbers, the others JSON.
void read_entry(const Operation& operation, const RedisReply& said, CacheAnswer& answer) {
    Reply& reply = answer.reply;
    answer.missed = said.type == Type::nil;
    if (said.type != Type::string) return;
    if (operation.key.role != Role::data && operation.key.role != Role::stale) {
        reply.found = true;
        reply.token = number_in<std::uint64_t>(said.text);
        return;
    }
    const auto entry = entry_from_json(said.text);
    if (!entry) return;
    reply.found = entry->state == EntryState::value;
    reply.state = entry->state;
    reply.value = entry->value;
    reply.notes = entry->notes;
}

void read_lease(const Operation& operation, const RedisReply& said, CacheAnswer& answer) {
    read_entry(operation, element(said, 0), answer);
    if (answer.reply.settled()) return;
    if (const RedisReply& stale = element(said, 1); stale.type == Type::string) {
        if (const auto entry = entry_from_json(stale.text)) {
            answer.reply.state = EntryState::stale;
            answer.reply.value = entry->value;
        }
    }
    answer.reply.token = number_in<std::uint64_t>(element(said, 2).text);
    answer.reply.applied = answer.reply.token != 0;
}

std::optional<PendingWrite> change_in_json(std::string_view text) {
    const auto json = nlohmann::json::parse(text, nullptr, false);
    if (!json.is_object() || !json.contains("key") || !json.contains("write")) return std::nullopt;
    if (!json["key"].is_string() || !json["write"].is_number_unsigned()) return std::nullopt;
    const auto key = parse_key(json["key"].get_ref<const std::string&>());
    if (!key) return std::nullopt;
    return PendingWrite{*key, json["write"].get<WriteId>(), json.contains("erase")};
}

std::optional<PendingWrite> change_in_fields(const RedisReply& entry) {
    PendingWrite change;
    bool named = false;
    const RedisReply& fields = element(entry, 1);
    for (std::size_t i = 0; i + 1 < fields.elements.size(); i += 2) {
        const std::string_view name = fields.elements[i].text;
        const std::string_view text = fields.elements[i + 1].text;
        if (name == "erase") change.erase = true;
        if (name == "write") change.write = number_in<WriteId>(text);
        if (name != "key") continue;
        const auto key = parse_key(text);
        named = key.has_value();
        if (named) change.key = *key;
    }
    if (!named) return std::nullopt;
    change.ticket = ticket_of(element(entry, 0).text);
    const RedisReply& deliveries = element(entry, 2);
    change.deliveries = deliveries.type == Type::integer ? static_cast<std::uint16_t>(deliveries.integer) : std::uint16_t{1};
    return change;
}

// What somebody else put into the queue and is no change of ours is left out.
Changes changes_in(const RedisReply& said, std::optional<PendingWrite> (*read)(const RedisReply&)) {
    Changes changes;
    for (const RedisReply& item : said.elements) {
        if (const auto change = read(item)) changes.push_back(*change);
    }
    return changes;
}

void read_count(const RedisReply& said, Reply& reply) {
    reply.affected = static_cast<std::uint32_t>(said.integer);
    reply.applied = reply.affected > 0;
}

void read_stored(const Operation& operation, const RedisReply& said, Reply& reply) {
    const bool vacant = operation.verb == Verb::cache_add && said.type == Type::nil;
    reply.applied = !vacant && (said.type != Type::integer || said.integer > 0);
    reply.affected = reply.applied ? 1 : 0;
    if (operation.verb == Verb::stream_write) reply.token = ticket_of(said.text);
}

void read_changes(const Operation& operation, const RedisReply& said, CacheAnswer& answer) {
    const auto listed = [](const RedisReply& item) { return change_in_json(item.text); };
    const bool list = operation.verb == Verb::list_pop || operation.verb == Verb::list_take;
    // XREADGROUP answers for each of its streams: name, entries.
    const RedisReply& entries = operation.verb == Verb::stream_read ? element(element(said, 0), 1) : said;
    answer.changes = list ? changes_in(said, listed) : changes_in(entries, change_in_fields);
    answer.reply.affected = static_cast<std::uint32_t>(answer.changes.size());
    answer.reply.applied = answer.reply.affected > 0;
}

}  // namespace

CacheAnswer read_answer(const Operation& operation, const RedisReply& said) {
    CacheAnswer answer;
    Reply& reply = answer.reply;
    if (said.type == Type::error) {
        reply.outcome = Outcome::refused;
        return answer;
    }
    if (stores(operation.verb)) {
        read_stored(operation, said, reply);
        return answer;
    }
    switch (operation.verb) {
        case Verb::cache_get: read_entry(operation, said, answer); break;
        case Verb::cache_lease_get: read_lease(operation, said, answer); break;
        case Verb::cache_lease_del:
            read_count(element(said, 0), reply);
            answer.kept_stale = element(said, 1).integer > 0;
            break;
        case Verb::cache_incr:
            reply.token = static_cast<std::uint64_t>(said.integer);
            reply.affected = 1;
            reply.applied = true;
            break;
        case Verb::list_push:
            reply.affected = 1;
            reply.applied = true;
            break;
        case Verb::cache_publish: reply.affected = static_cast<std::uint32_t>(said.integer); break;
        case Verb::list_pop:
        case Verb::list_take:
        case Verb::stream_read:
        case Verb::stream_claim: read_changes(operation, said, answer); break;
        default: read_count(said, reply); break;
    }
    return answer;
}

}  // namespace stampede
