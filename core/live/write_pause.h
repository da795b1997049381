// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "core/live/fault_time.h"
#include "core/live/instance_connections.h"
#include "core/live/redis_command.h"
#include "core/live/redis_connection.h"

namespace stampede {

/// The fault "writes paused". A connection whose write is held answers nothing after it, so meanwhile the application's writes go over a
/// connection of their own, and the lab's, which nothing may hold, between an UNPAUSE and a PAUSE that the server reads in one.
class WritePause {
   public:
    /// Replies on the connections of its own go to `listener`, those to its own commands with Purpose::lab.
    WritePause(UvLoop& loop, const std::string& socket, RedisConnection& main, InstanceConnections& connections,
               RedisConnection::Listener& listener);

    /// Both idempotent.
    void begin();
    void end();
    void server_ready();
    void server_lost();
    void close();

    /// The server holds writes, as its reply said; or it has let go of them.
    void confirmed();
    void lifted();

    /// Where the application's writes have to go; nullptr: where they always go.
    RedisConnection* for_writes();
    /// A command of the lab's that writes.
    bool send(std::string_view command, std::uint64_t token);
    const FaultTime& time() const { return time_; }

   private:
    void ask();

    UvLoop* loop_;
    RedisConnection* main_;
    InstanceConnections* connections_;
    RedisCommand command_;
    RedisConnection writes_;
    RedisConnection control_;
    FaultTime time_;
    bool holding_ = false;  // the server does, or may still
    bool lifting_ = false;  // an UNPAUSE is on its way
};

}  // namespace stampede
