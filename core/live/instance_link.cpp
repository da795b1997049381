// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/live/instance_link.h"

#include <utility>

#include "core/live/cache_token.h"
#include "core/model/redis_text.h"

namespace stampede {
namespace {

// Tokens of the subscriber's connection: a channel each, and the question for its id.
constexpr std::uint64_t kAskId = 255;
// Of the connection for operations, beside theirs.
constexpr std::uint64_t kTrack = token_for(Purpose::nothing, 1);

}  // namespace

InstanceLink::InstanceLink(UvLoop& loop, const std::string& socket, RedisConnection::Listener& operations, LabLines& lines, Told told)
    : operations_(&operations), told_(std::move(told)), subscriber_(loop, socket, ears_), data_(loop, socket, mouth_, lines) {}

void InstanceLink::subscribe(Channel channel) {
    if (!channels_.insert(channel).second || state_ == State::lost) return;
    state_ = State::opening;
    send_subscribe(channel);
}

// The id is asked for first: once it has subscribed, a connection answers nothing else.
void InstanceLink::open() {
    if (state_ != State::lost || channels_.empty() || !subscriber_.connect()) return;
    state_ = State::opening;
    subscriber_.send(command_.of({"CLIENT", "ID"}), kAskId);
    for (const Channel channel : channels_) send_subscribe(channel);
}

void InstanceLink::send_subscribe(Channel channel) {
    subscriber_.send(command_.of({"SUBSCRIBE", redis_channel(channel)}), static_cast<std::uint64_t>(channel));
}

void InstanceLink::retire() {
    channels_.clear();
    state_ = State::lost;
    subscriber_.close();
    if (has_operations()) operations().send(command_.of({"QUIT"}), token_for(Purpose::nothing));
}

void InstanceLink::close() {
    subscriber_.close();
    operations().close();
}

void InstanceLink::heard(std::uint64_t token, const RedisReply& reply) {
    using Type = RedisReply::Type;
    if (state_ == State::lost || reply.type == Type::lost) return;
    if (token == kAskId) {
        id_ = reply.integer;
        return proceed();
    }
    const auto channel = static_cast<Channel>(token);
    if (reply.type == Type::message) return hand_over(channel, reply);
    if (reply.type != Type::array || reply.elements.empty() || reply.elements[0].text != "subscribe") return;
    confirmed_.insert(channel);
    proceed();
}

// Tracking begins when its messages can be heard; operations wait until then.
void InstanceLink::proceed() {
    if (state_ != State::opening || confirmed_ != channels_ || id_ == 0) return;
    if (tracks() && !tracking_) {
        if (std::exchange(tracking_asked_, true)) return;
        if (!data_.connect()) return lose();
        operations().send(command_.of({"CLIENT", "TRACKING", "ON", "REDIRECT", std::to_string(id_)}), kTrack);
        return;
    }
    state_ = State::open;
    if (std::exchange(announce_, false)) tell_of_anything();
    told_.changed();
}

void InstanceLink::answered(std::uint64_t token, const RedisReply& reply) {
    if (token != kTrack) return operations_->replied(token, reply);
    if (reply.type != RedisReply::Type::status) return;
    tracking_ = true;
    proceed();
}

// Redis tells of several keys at once, or, when everything was flushed, of none.
void InstanceLink::hand_over(Channel channel, const RedisReply& message) {
    const auto tell = [&](std::string_view text) {
        const auto key = parse_stored_key(text);
        // A script that looks for an entry looks for its lease and its stale copy as well; nobody keeps those in memory.
        if (!key || key->role == Role::lease || key->role == Role::stale) return;
        told_.message(Message{channel, false, *key});
    };
    const RedisReply& payload = message.elements.front();
    if (payload.type == RedisReply::Type::nil) told_.message(Message{channel, true, Key{}});
    if (payload.type == RedisReply::Type::string) tell(payload.text);
    for (const RedisReply& key : payload.elements) tell(key.text);
}

void InstanceLink::tell_of_anything() {
    for (const Channel channel : channels_) told_.message(Message{channel, true, Key{}});
}

void InstanceLink::lose() {
    if (state_ == State::lost) return;
    state_ = State::lost;
    confirmed_.clear();
    id_ = 0;
    tracking_asked_ = tracking_ = false;
    subscriber_.disconnect();
    operations().disconnect();
    tell_of_anything();
    told_.changed();
}

}  // namespace stampede
