// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string_view>

#include "core/live/instance_connections.h"
#include "core/live/redis_command.h"
#include "core/live/redis_connection.h"
#include "core/model/run_config.h"

namespace stampede {

/// The fault "memory full": maxmemory falls so that only a share of what the data takes now has room. What else the server needs, for its
/// clients and itself, does not count. Operations wait until the limit holds.
class MemorySqueeze {
   public:
    struct Limit {
        std::size_t memory = 0;
        Eviction eviction = Eviction::allkeys_lru;
    };

    /// `usual` is the configuration's.
    MemorySqueeze(RedisConnection& main, InstanceConnections& connections, Limit usual)
        : main_(&main), connections_(&connections), usual_(usual) {}

    /// Both idempotent: the share is of what was in use when it began.
    void begin(std::uint32_t percent, Eviction eviction);
    void end();
    void server_ready();
    void server_lost() { connections_->hold_back(false); }

    /// The replies to its commands (Purpose::lab).
    void measured(std::string_view info);
    void limited() { connections_->hold_back(false); }

   private:
    void measure();
    void set(Limit limit);

    RedisConnection* main_;
    InstanceConnections* connections_;
    RedisCommand command_;
    Limit usual_;
    bool active_ = false;
    std::uint32_t percent_ = 0;
    Eviction eviction_ = Eviction::allkeys_lru;
    std::size_t used_ = 0;  // when it began; 0: not known yet
    std::size_t data_ = 0;  // the data's part of it
};

}  // namespace stampede
