// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <deque>
#include <map>
#include <string>

#include "core/live/proxy/session_host.h"
#include "core/live/redis_command.h"
#include "core/live/redis_connection.h"

namespace stampede {

/// Hears of commands that go through the network: when they have had their effect, which may be long before their reply arrives, or without
/// it.
class LineListener {
   public:
    virtual ~LineListener() = default;
    /// The server has answered; more than once if the network has duplicated the command. The network had held it for so long on its way.
    virtual void performed(std::uint64_t token, const RedisReply& reply, Duration held) = 0;
    /// What is still to be performed of it will not be; its reply does not count as lost by this.
    virtual void abandoned(std::uint64_t token) = 0;
};

/// What the proxy tells, by the tokens of the commands that it is about.
class LabLines final : public ProxyTap {
   public:
    /// Replies to late deliveries go to `replies`.
    explicit LabLines(RedisConnection::Listener& replies) : replies_(&replies) {}
    /// Before the first command.
    void tell(LineListener& listener) { listener_ = &listener; }

    void introduced(std::uint64_t connection) override { logs_[connection].introduced = true; }
    void performed(std::uint64_t connection, std::uint64_t request, const RedisReply& reply, Duration held) override;
    void over(std::uint64_t connection) override;

    /// A number for a new connection.
    std::uint64_t begin() { return ++last_; }
    void sent(std::uint64_t connection, std::uint64_t token) { logs_[connection].sent.push_back({token}); }
    /// The next reply has come; `late` when it only says that the command is delivered late.
    void answered(std::uint64_t connection, bool late);
    void disconnected(std::uint64_t connection);

   private:
    struct Sent {
        std::uint64_t token;
        bool answered = false;
        bool late = false;
    };
    struct Log {
        std::deque<Sent> sent;
        std::uint64_t first = 0;     // number of the first in it
        std::size_t unanswered = 0;  // place of the first that has had no reply
        bool introduced = false;     // the proxy knows the connection
    };

    LineListener* listener_ = nullptr;
    RedisConnection::Listener* replies_;
    std::map<std::uint64_t, Log> logs_;
    std::uint64_t last_ = 0;
};

/// A connection of the lab's through the network. Its commands' effects are told to `lines` while their replies are under way.
class LabLine final : private RedisConnection::Listener {
   public:
    LabLine(UvLoop& loop, std::string socket, RedisConnection::Listener& listener, LabLines& lines)
        : listener_(&listener), lines_(&lines), connection_(loop, std::move(socket), *this) {}
    LabLine(const LabLine&) = delete;
    LabLine& operator=(const LabLine&) = delete;

    /// False when nobody listens there.
    bool connect();
    bool idle() const { return open_ == 0; }
    RedisConnection& connection() { return connection_; }

   private:
    void sent(std::uint64_t token) override;
    void replied(std::uint64_t token, const RedisReply& reply) override;
    void disconnected() override;

    RedisConnection::Listener* listener_;
    LabLines* lines_;
    RedisCommand command_;
    RedisConnection connection_;
    std::uint64_t label_ = 0;
    std::size_t open_ = 0;  // commands without a reply
};

}  // namespace stampede
