// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/live/cache_command.h"

#include <charconv>
#include <utility>

#include "core/live/redis_command.h"
#include "core/model/redis_scripts.h"
#include "core/model/redis_text.h"
#include "core/model/row_json.h"

namespace stampede {
namespace {

constexpr int kSequenceBits = 20;

std::string queue() { return to_string(Key{Kind::user_profile, 0, Role::queue}); }
std::string taken_by(std::uint32_t instance) { return to_string(Key{Kind::user_profile, instance + 1, Role::queue}); }
std::string stream() { return to_string(Key{Kind::user_profile, 0, Role::stream}); }
std::string dead_letters() { return to_string(Key{Kind::user_profile, 1, Role::stream}); }

std::vector<std::string> eval(const RedisScript& script, std::vector<std::string> keys, std::vector<std::string> arguments) {
    std::vector<std::string> words{"EVAL", script.text, std::to_string(keys.size())};
    for (std::string& key : keys) words.push_back(std::move(key));
    for (std::string& argument : arguments) words.push_back(std::move(argument));
    return words;
}

}  // namespace

CacheCommand::CacheCommand(const Operation& operation, std::string entry, std::span<const PendingWrite> batch, bool persistent)
    : operation_(&operation), entry_(std::move(entry)), batch_(batch), ttl_(persistent ? Duration{0} : operation.ttl) {
    const Verb verb = operation.verb;
    if (verb >= Verb::stream_write) {
        words_ = stream_words();
    } else if (verb >= Verb::list_push) {
        words_ = list_words();
    } else if (verb >= Verb::cache_lease_get && verb <= Verb::cache_lease_del) {
        words_ = lease_words();
    } else {
        words_ = entry_words();
    }
    views_.assign(words_.begin(), words_.end());
}

CacheCommand::Words CacheCommand::with_ttl(Words words) const {
    if (ttl_ <= Duration{0}) return words;
    words.emplace_back("PX");
    words.push_back(milliseconds(ttl_));
    return words;
}

CacheCommand::Words CacheCommand::entry_words() const {
    const std::string key = to_string(operation_->key);
    switch (operation_->verb) {
        case Verb::cache_get: return {"GET", key};
        case Verb::cache_del: return {"DEL", key};
        case Verb::cache_incr: return {"INCR", key};
        case Verb::cache_add: return with_ttl({"SET", key, entry_, "NX"});
        case Verb::cache_del_if: return eval(scripts::delete_if, {key}, {std::to_string(operation_->token)});
        case Verb::cache_set_newer: {
            const std::int64_t newest = std::int64_t{operation_->value.version} - (operation_->state == EntryState::tombstone ? 1 : 0);
            return eval(scripts::set_newer, {key}, with_ttl({entry_, std::to_string(newest)}));
        }
        case Verb::cache_publish: return {"PUBLISH", redis_channel(operation_->channel), key};
        default: return with_ttl({"SET", key, entry_});
    }
}

CacheCommand::Words CacheCommand::lease_words() const {
    const std::string key = to_string(operation_->key);
    const std::string lease = to_string(operation_->key.as(Role::lease));
    const std::string stale = to_string(operation_->key.as(Role::stale));
    const std::string token = std::to_string(operation_->token);
    switch (operation_->verb) {
        case Verb::cache_lease_get: return eval(scripts::lease_get, {key, stale, lease}, with_ttl({token}));
        case Verb::cache_lease_set: return eval(scripts::lease_set, {key, lease}, with_ttl({token, entry_}));
        default: break;
    }
    // Without a time there is no stale copy; the lab, too, keeps one only if there is.
    Words keep;
    if (operation_->ttl > Duration{0}) keep = {"PX", milliseconds(operation_->ttl)};
    return eval(scripts::lease_delete, {key, stale, lease}, keep);
}

CacheCommand::Words CacheCommand::list_words() const {
    const std::string change = change_json(operation_->key, Change{operation_->value.write, operation_->erase});
    const std::string count = std::to_string(operation_->count);
    switch (operation_->verb) {
        case Verb::list_push: return {"LPUSH", queue(), change};
        case Verb::list_write: return eval(scripts::list_write, {to_string(operation_->key), queue()}, with_ttl({change, entry_}));
        case Verb::list_pop: return {"RPOP", queue(), count};
        case Verb::list_take: return eval(scripts::list_take, {queue(), taken_by(operation_->instance)}, {count});
        case Verb::list_done: {
            Words changes;
            for (const PendingWrite& write : batch_) changes.push_back(change_json(write.key, write.change()));
            return eval(scripts::list_done, {taken_by(operation_->instance)}, std::move(changes));
        }
        default: break;
    }
    Words lists{queue()};
    for (std::uint32_t instance = 0; instance < kMostInstances; ++instance) lists.push_back(taken_by(instance));
    return eval(scripts::list_recover, std::move(lists), {});
}

CacheCommand::Words CacheCommand::stream_words() const {
    const std::string consumer = consumer_name(operation_->instance);
    const std::string count = std::to_string(operation_->count);
    switch (operation_->verb) {
        case Verb::stream_write: {
            const std::string key = to_string(operation_->key);
            const std::string ttl = ttl_ > Duration{0} ? milliseconds(ttl_) : "0";
            Words arguments{count, entry_, ttl, "key", key, "write", std::to_string(operation_->value.write)};
            if (operation_->erase) arguments.insert(arguments.end(), {"erase", "1"});
            return eval(scripts::stream_write, {key, stream()}, std::move(arguments));
        }
        case Verb::stream_read: return {"XREADGROUP", "GROUP", kConsumerGroup, consumer, "COUNT", count, "STREAMS", stream(), ">"};
        case Verb::stream_claim: return eval(scripts::stream_claim, {stream()}, {consumer, milliseconds(operation_->ttl), count});
        case Verb::stream_done: return eval(scripts::stream_done, {stream()}, ids());
        default: return eval(scripts::stream_dead_letter, {stream(), dead_letters()}, ids());
    }
}

std::vector<std::string> CacheCommand::ids() const {
    std::vector<std::string> ids;
    for (const PendingWrite& write : batch_) ids.push_back(stream_id(write.ticket));
    return ids;
}

std::string stream_id(std::uint64_t ticket) {
    return std::to_string(ticket >> kSequenceBits) + "-" + std::to_string(ticket & ((1u << kSequenceBits) - 1));
}

std::uint64_t ticket_of(std::string_view id) {
    std::uint64_t milliseconds_part = 0;
    std::uint64_t sequence = 0;
    const char* const end = id.data() + id.size();
    const auto [dash, error] = std::from_chars(id.data(), end, milliseconds_part);
    if (error != std::errc{} || dash == end || *dash != '-') return 0;
    std::from_chars(dash + 1, end, sequence);
    return (milliseconds_part << kSequenceBits) | sequence;
}

}  // namespace stampede
