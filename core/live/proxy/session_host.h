// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "core/faults/message_rules.h"
#include "core/live/redis_connection.h"

namespace stampede {

/// What connections of the lab's own are told beside what goes over them, so that the lab knows every effect when it takes place, whether
/// or not the network lets the application know. Such a connection says who it is by CLIENT SETNAME lab-<number>, its first request.
class ProxyTap {
   public:
    virtual ~ProxyTap() = default;
    /// The connection is known by its name from now on: `over` will be told.
    virtual void introduced(std::uint64_t connection) = 0;
    /// The server has answered the n-th request of the connection, counted from 0, the name among them; a duplicated one twice.
    /// The network had held it for so long on its way there (wall time).
    virtual void performed(std::uint64_t connection, std::uint64_t request, const RedisReply& reply, Duration held) = 0;
    /// What has not been answered so far will not be.
    virtual void over(std::uint64_t connection) = 0;
};

/// What a session needs of the proxy it belongs to.
class SessionHost {
   public:
    /// Empty when there was nobody to answer.
    using LateAnswer = std::function<void(std::string_view reply)>;

    virtual ~SessionHost() = default;
    /// Whether requests have to be asked about.
    virtual bool rules() const = 0;
    virtual Treatment decide(InstanceId instance, Verb verb, Key key) = 0;
    virtual void deliver_late(std::string_view request, Duration late, LateAnswer answer) = 0;
    virtual ProxyTap& tap() = 0;
    virtual Instant wall_now() const = 0;
    /// The session has come to its end, and may be destroyed once no call of it is on the stack.
    virtual void session_over() = 0;
};

/// In the place of a reply that the network has lost ...
inline constexpr std::string_view kLostReply = "-LOST the network has lost this\r\n";
/// ... and, on a connection of the lab's, of one that comes later than others.
inline constexpr std::string_view kLateReply = "-LATE the network delivers this later\r\n";

}  // namespace stampede
