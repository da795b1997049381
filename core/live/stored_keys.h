// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <set>
#include <string>
#include <vector>

#include "core/live/redis_command.h"
#include "core/live/redis_connection.h"
#include "core/live/uv_loop.h"
#include "core/live/value_json.h"

namespace stampede {

/// Asks a server that has come back with data what it holds, on a connection that lasts as long.
class StoredKeys final : private RedisConnection::Listener {
   public:
    struct Held {
        Key key{};
        StoredEntry entry{};  ///< empty for keys that hold no row
        Duration left{0};     ///< by the server's clock; 0: it does not expire there
    };
    using Done = std::function<void()>;

    StoredKeys(UvLoop& loop, std::string socket);

    /// Calls when all is known. Not at all if the server dies before.
    void read(Done done);
    void close() { connection_.close(); }
    /// What it had to say, in the order of the keys; once.
    std::vector<Held> take();

   private:
    void replied(std::uint64_t token, const RedisReply& reply) override;
    void found(const RedisReply& keys);
    void ask(std::initializer_list<std::string_view> words, std::uint64_t token);
    void finish();

    Done done_;
    RedisCommand command_;
    RedisConnection connection_;
    std::set<Key> seen_;  // SCAN may name a key twice
    std::vector<Held> held_;
    std::size_t unanswered_ = 0;
};

}  // namespace stampede
