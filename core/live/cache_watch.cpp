// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/live/cache_watch.h"

#include <charconv>
#include <utility>

#include "core/live/cache_token.h"

namespace stampede {
namespace {

constexpr Duration kAskEvery = std::chrono::seconds(1);

}  // namespace

CacheWatch::CacheWatch(UvLoop& loop, std::string socket, RedisConnection& main, CacheExpiry& expiry)
    : loop_(&loop), main_(&main), expiry_(&expiry), events_(loop, std::move(socket), *this) {}

void CacheWatch::server_ready() {
    if (events_.connect()) events_.send(command_.of({"SUBSCRIBE", "__keyevent@0__:evicted"}), 0);
    if (!std::exchange(asking_, true)) ask();
}

void CacheWatch::replied(std::uint64_t, const RedisReply& reply) {
    if (reply.type != RedisReply::Type::message) return;
    if (const auto key = parse_stored_key(reply.text)) expiry_->evicted(*key);
}

void CacheWatch::ask() {
    if (!main_->send(command_.of({"INFO", "memory"}), token_for(Purpose::memory))) asking_ = false;
}

void CacheWatch::ask_later() {
    const auto call = [](void* self, std::uint64_t) { static_cast<CacheWatch*>(self)->ask(); };
    loop_->at(loop_->now() + kAskEvery, Timer{call, this, 0});
}

void CacheWatch::replied_memory(const RedisReply& reply) {
    if (reply.type != RedisReply::Type::string) {
        asking_ = false;
        return;
    }
    constexpr std::string_view kField = "used_memory:";
    Event event;
    event.type = EventType::sample;
    if (const auto at = reply.text.find(kField); at != std::string_view::npos) {
        const char* begin = reply.text.data() + at + kField.size();
        std::from_chars(begin, reply.text.data() + reply.text.size(), event.detail);
        if (observer_ != nullptr) observer_->happened(event);
    }
    ask_later();
}

}  // namespace stampede
