// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <string>
#include <tl/expected.hpp>

#include "core/live/fault_time.h"
#include "core/live/redis_connection.h"
#include "core/live/redis_server.h"
#include "core/live/uv_loop.h"

namespace stampede {

/// Keeps the private server in the state that the lab wants: running, killed or stopped. Notices when it ends by itself; that is told, not
/// repaired: whoever works at the lab starts it again.
class CacheHost {
   public:
    struct Listener {
        std::function<void()> starting;      ///< no process runs, and one is about to
        std::function<bool()> answers;       ///< true: it is not ready before `proceed`
        std::function<void(int pid)> ready;  ///< everybody may speak to it
        std::function<void(int pid, bool asked_for)> died;
        std::function<void(const std::string&)> notice;
    };

    CacheHost(UvLoop& loop, RedisConnection& connection, RedisServer::Place place, Listener listener);
    CacheHost(const CacheHost&) = delete;
    CacheHost& operator=(const CacheHost&) = delete;

    /// All idempotent.
    tl::expected<void, std::string> start();
    void kill();
    void freeze();
    void thaw();

    /// What it holds is known.
    void proceed();

    bool ready() const { return state_ == State::ready; }
    std::filesystem::path append_only_folder() const { return server_.append_only_folder(); }
    int pid() const { return server_.pid(); }
    const FaultTime& frozen() const { return frozen_; }

    /// The reply to our PING (Purpose::ping).
    void ponged(bool answered);

   private:
    enum class State : std::uint8_t { down, starting, ready };

    void knock();
    void ended(int pid, int status, int signal);
    std::string last_words() const;

    UvLoop* loop_;
    RedisConnection* connection_;
    Listener listener_;
    RedisServer server_;
    State state_ = State::down;
    bool start_again_ = false;  // wanted while the killed process has not quite ended
    bool knocking_ = false;     // a timer for the next attempt is set
    FaultTime frozen_;
};

}  // namespace stampede
