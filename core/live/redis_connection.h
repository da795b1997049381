// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace stampede {

class UvLoop;

/// What the server answered. Texts are valid during the call that hands it over. An array has elements; so has a message, one: its payload,
/// whose text is the message's text as well.
struct RedisReply {
    enum class Type : std::uint8_t { lost, status, error, integer, nil, string, message, array };
    Type type = Type::lost;
    long long integer = 0;
    std::string_view text{};
    std::vector<RedisReply> elements{};
};

/// One multiplexed connection on hiredis. Commands are written once a turn of the loop, all together; replies come in order. A connection
/// that breaks answers everything still open with `lost`.
class RedisConnection {
   public:
    class Listener {
       public:
        virtual ~Listener() = default;
        /// The answer to the command sent with this token; a message of a subscription comes under the token of the subscription.
        virtual void replied(std::uint64_t token, const RedisReply& reply) = 0;
        /// A command with this token goes out; replies come in the same order.
        virtual void sent(std::uint64_t /*token*/) {}
        /// The connection broke or was closed by the server.
        virtual void disconnected() {}
    };

    RedisConnection(UvLoop& loop, std::string socket, Listener& listener);
    /// Closes.
    ~RedisConnection();
    RedisConnection(const RedisConnection&) = delete;
    RedisConnection& operator=(const RedisConnection&) = delete;

    bool connected() const;
    /// At once; false when nobody listens there.
    bool connect();
    /// Answers everything open with `lost`, before it returns.
    void disconnect();
    /// For good: the listener is told nothing any more, and nothing can be sent.
    void close();
    /// A command in RESP. False when there is no connection: then no reply will come.
    bool send(std::string_view command, std::uint64_t token);

   private:
    struct Body;
    std::unique_ptr<Body> body_;
};

}  // namespace stampede
