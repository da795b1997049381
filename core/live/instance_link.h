// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <set>
#include <string>

#include "core/live/lab_line.h"
#include "core/live/redis_command.h"
#include "core/live/redis_connection.h"
#include "core/model/message.h"

namespace stampede {

/// The connections that an application instance has for itself: one on which it hears messages, because one that subscribes can do nothing
/// else, and, if it has Redis track what it reads, one for its operations (CLIENT TRACKING ON REDIRECT to the first). Both go together:
/// when one is lost, so is the other.
class InstanceLink {
   public:
    struct Told {
        std::function<void(const Message&)> message;
        std::function<void()> changed;  ///< it is open now, or it is lost
    };

    /// Replies to the instance's operations go to `operations`.
    InstanceLink(UvLoop& loop, const std::string& socket, RedisConnection::Listener& operations, LabLines& lines, Told told);
    InstanceLink(const InstanceLink&) = delete;
    InstanceLink& operator=(const InstanceLink&) = delete;

    void subscribe(Channel channel);
    /// Connects, when the server is there, and subscribes to everything.
    void open();
    /// The instance hears nothing any more. What it has asked for is still performed; the connection ends after that.
    void retire();
    void close();
    /// Messages may have been missed since it was lost: when it is open again, it tells so.
    void announce() { announce_ = true; }

    bool tracks() const { return channels_.contains(Channel::tracking); }
    bool lost() const { return state_ == State::lost; }
    /// Connected, but Redis has not confirmed everything yet.
    bool opening() const { return state_ == State::opening; }
    bool has_operations() { return data_.connection().connected(); }
    RedisConnection& operations() { return data_.connection(); }

   private:
    enum class State : std::uint8_t { lost, opening, open };

    struct Ears final : RedisConnection::Listener {
        explicit Ears(InstanceLink& link_) : link(&link_) {}
        void replied(std::uint64_t token, const RedisReply& reply) override { link->heard(token, reply); }
        void disconnected() override { link->lose(); }
        InstanceLink* link;
    };
    struct Mouth final : RedisConnection::Listener {
        explicit Mouth(InstanceLink& link_) : link(&link_) {}
        void replied(std::uint64_t token, const RedisReply& reply) override { link->answered(token, reply); }
        void disconnected() override { link->lose(); }
        InstanceLink* link;
    };

    void heard(std::uint64_t token, const RedisReply& reply);
    void answered(std::uint64_t token, const RedisReply& reply);
    void hand_over(Channel channel, const RedisReply& message);
    void send_subscribe(Channel channel);
    void proceed();
    void tell_of_anything();
    void lose();

    RedisConnection::Listener* operations_;
    Told told_;
    Ears ears_{*this};
    Mouth mouth_{*this};
    RedisCommand command_;
    RedisConnection subscriber_;
    LabLine data_;
    State state_ = State::lost;
    std::set<Channel> channels_;
    std::set<Channel> confirmed_;
    long long id_ = 0;  // of the subscriber's connection, as the server counts; 0: not known yet
    bool announce_ = false;
    bool tracking_asked_ = false;
    bool tracking_ = false;
};

}  // namespace stampede
