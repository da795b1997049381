// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

#include "core/live/cache_expiry.h"
#include "core/live/redis_command.h"
#include "core/live/redis_connection.h"
#include "core/live/uv_loop.h"
#include "core/ports/world.h"

namespace stampede {

/// What the server can tell beside the operations, without counting as one: which keys it evicts (on a connection of its own, because one
/// that subscribes can do nothing else), and once a second of lab time how much memory it uses.
class CacheWatch final : private RedisConnection::Listener {
   public:
    CacheWatch(UvLoop& loop, std::string socket, RedisConnection& main, CacheExpiry& expiry);
    void observe(WorldObserver& observer) { observer_ = &observer; }

    /// The server is there: listen to it.
    void server_ready();
    void close() { events_.close(); }
    /// The reply to our INFO on the main connection (Purpose::memory).
    void replied_memory(const RedisReply& reply);

   private:
    void replied(std::uint64_t token, const RedisReply& reply) override;
    void ask();
    void ask_later();

    UvLoop* loop_;
    RedisConnection* main_;
    CacheExpiry* expiry_;
    WorldObserver* observer_ = nullptr;
    RedisCommand command_;
    RedisConnection events_;
    bool asking_ = false;  // a timer or an answer is awaited
};

}  // namespace stampede
