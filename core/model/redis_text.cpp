// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/redis_text.h"

#include <initializer_list>
#include <string_view>

#include "core/model/literals.h"
#include "core/model/redis_scripts.h"
#include "core/model/row_json.h"

namespace stampede {
namespace {

std::string shortened_leaderboard(Key key, Value value) {
    std::string json = "{\"id\":";
    json += std::to_string(key.id);
    json += ",\"top\":[…],\"version\":";
    json += std::to_string(value.version);
    json += ",\"write\":";
    json += std::to_string(value.write);
    json += '}';
    return json;
}

// What is stored under the key: a bare number for a mechanism's key, else JSON.
std::string stored_text(const Event& event) {
    if (event.key.role != Role::data) return "<token>";
    const bool known = writable(event.key) || event.state != EntryState::value;
    const std::string row = known ? row_json(event.key, event.value) : shortened_leaderboard(event.key, event.value);
    return redis_literal(entry_json(event.key, event.value, event.state, EntryNotes{}, row));
}

std::string px(Duration ttl) {
    if (ttl <= Duration{0}) return {};
    return " PX " + std::to_string(std::chrono::ceil<std::chrono::milliseconds>(ttl).count());
}

std::string words(std::initializer_list<std::string_view> all) {
    std::string text;
    for (const std::string_view word : all) {
        if (!text.empty()) text += ' ';
        text += word;
    }
    return text;
}

std::string script(const RedisScript& which, std::initializer_list<std::string_view> lines) {
    std::string text = "-- script ";
    text += which.name;
    for (const std::string_view line : lines) {
        text += '\n';
        text += line;
    }
    return text;
}

std::string lease_text(const Event& event, const std::string& key, Duration ttl) {
    const std::string lease = to_string(event.key.as(Role::lease));
    const std::string stale = to_string(event.key.as(Role::stale));
    const std::string set = "SET " + key + " " + stored_text(event) + px(ttl);
    switch (event.verb) {
        case Verb::cache_lease_get:
            return script(scripts::lease_get, {"GET " + key, "GET " + stale, "SET " + lease + " <token> NX" + px(ttl)});
        case Verb::cache_lease_set: return script(scripts::lease_set, {"GET " + lease, "DEL " + lease, set});
        default: return script(scripts::lease_delete, {"SET " + stale + " <entry>" + px(ttl), "DEL " + lease, "DEL " + key});
    }
}

// SET or, for an erasure, DEL: the cache's half of a write that is queued.
std::string cached_half(const Event& event, const std::string& key, Duration ttl) {
    if (event.state == EntryState::absent) return "DEL " + key;
    return "SET " + key + " " + redis_literal(row_json(event.key, event.value)) + px(ttl);
}

std::string list_text(const Event& event, const std::string& key, Duration ttl) {
    const std::string queue = to_string(Key{Kind::user_profile, 0, Role::queue});
    const std::string taken = to_string(Key{Kind::user_profile, event.instance + 1u, Role::queue});
    const Change change{event.value.write, event.state == EntryState::absent};
    const std::string push = "LPUSH " + queue + " " + redis_literal(change_json(event.key, change));
    switch (event.verb) {
        case Verb::list_push: return push;
        case Verb::list_write: return script(scripts::list_write, {cached_half(event, key, ttl), push});
        case Verb::list_pop: return words({"RPOP", queue, "<count>"});
        case Verb::list_take: return script(scripts::list_take, {words({"LMOVE", queue, taken, "RIGHT LEFT"})});
        case Verb::list_done: return script(scripts::list_done, {words({"LREM", taken, "-1 <change>"})});
        default: return script(scripts::list_recover, {words({"LMOVE queue:taken:<instance>", queue, "LEFT RIGHT"})});
    }
}

std::string stream_text(const Event& event, const std::string& key, Duration ttl) {
    const std::string stream = to_string(Key{Kind::user_profile, 0, Role::stream});
    const std::string dead = to_string(Key{Kind::user_profile, 1, Role::stream});
    const std::string consumer = consumer_name(event.instance);
    const bool erase = event.state == EntryState::absent;
    const std::string ack = words({"XACK", stream, kConsumerGroup, "<id>"});
    const std::string del = words({"XDEL", stream, "<id>"});
    switch (event.verb) {
        case Verb::stream_write: {
            const std::string add = words({"XADD", stream, "* key", key, "write", std::to_string(event.value.write)});
            return script(scripts::stream_write, {"XLEN " + stream, cached_half(event, key, ttl), add + (erase ? " erase 1" : "")});
        }
        case Verb::stream_read: return words({"XREADGROUP GROUP", kConsumerGroup, consumer, "COUNT <count> STREAMS", stream, ">"});
        case Verb::stream_claim:
            return script(scripts::stream_claim, {words({"XAUTOCLAIM", stream, kConsumerGroup, consumer, "<idle> 0-0 COUNT <count>"}),
                                                  words({"XPENDING", stream, kConsumerGroup, "<id> <id> 1"})});
        case Verb::stream_done: return script(scripts::stream_done, {ack, del});
        default: return script(scripts::stream_dead_letter, {words({"XADD", dead, "* <fields>"}), ack, del});
    }
}

}  // namespace

const char* redis_channel(Channel channel) {
    switch (channel) {
        case Channel::local: return "stampede:local";
        case Channel::tracking: return "__redis__:invalidate";
        case Channel::changes: return "stampede:changes";
    }
    return "";
}

std::string consumer_name(InstanceId instance) { return "instance:" + std::to_string(instance); }

std::string redis_command(const Event& event, Duration ttl) {
    const std::string key = to_string(event.key);
    const Verb verb = event.verb;
    if (component_of(verb) != Component::cache) return {};
    if (verb >= Verb::cache_lease_get && verb <= Verb::cache_lease_del) return lease_text(event, key, ttl);
    if (verb >= Verb::list_push && verb <= Verb::list_recover) return list_text(event, key, ttl);
    if (verb >= Verb::stream_write) return stream_text(event, key, ttl);
    switch (verb) {
        case Verb::cache_get: return "GET " + key;
        case Verb::cache_del: return "DEL " + key;
        case Verb::cache_incr: return "INCR " + key;
        case Verb::cache_publish: return words({"PUBLISH <channel>", key});
        case Verb::cache_del_if: return script(scripts::delete_if, {"GET " + key, "DEL " + key});
        default: break;
    }
    const std::string set = "SET " + key + " " + stored_text(event) + (verb == Verb::cache_add ? " NX" : "") + px(ttl);
    return verb == Verb::cache_set_newer ? script(scripts::set_newer, {"GET " + key, set}) : set;
}

}  // namespace stampede
