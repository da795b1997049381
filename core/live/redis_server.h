// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <tl/expected.hpp>

#include "core/model/run_config.h"

namespace stampede {

class UvLoop;

/// The server program in PATH; the error says how to install it.
tl::expected<std::filesystem::path, std::string> find_redis_server();

/// The version that the program reports ("7.0.15"), empty when it reports none. Blocks for a moment.
std::string redis_server_version(const std::filesystem::path& program);

/// One private redis-server process: no port, no snapshots, an append-only file if it shall, a unix socket in our folder. The kernel kills
/// it when the thread that started it ends, so it never outlives the lab, not even one that was killed.
class RedisServer {
   public:
    /// Told on the loop's thread that the process has ended: exit status and signal (0: none).
    using Ended = std::function<void(int pid, int status, int signal)>;

    struct Place {
        std::filesystem::path program;
        std::filesystem::path folder;
        std::filesystem::path socket;
        std::filesystem::path log;
        std::size_t memory = 0;  ///< maxmemory, bytes
        Eviction eviction = Eviction::allkeys_lru;
        bool append_only = false;

        std::filesystem::path append_only_folder() const { return folder / "appendonly"; }
    };

    RedisServer(UvLoop& loop, Place place, Ended ended);
    /// Ends the process and waits for its end.
    ~RedisServer();
    RedisServer(const RedisServer&) = delete;
    RedisServer& operator=(const RedisServer&) = delete;

    /// Starts a process; an error sentence if it cannot be started. Precondition: not running.
    tl::expected<int, std::string> start();
    bool running() const { return process_ != nullptr; }
    /// 0 when not running.
    int pid() const;
    /// SIGKILL, SIGSTOP, SIGCONT, SIGTERM ... to exactly our process; nothing when it is not running.
    void signal(int number) const;
    std::filesystem::path append_only_folder() const { return place_.append_only_folder(); }
    const std::filesystem::path& log() const { return place_.log; }

   private:
    struct Process;

    UvLoop* loop_;
    Place place_;
    Ended ended_;
    Process* process_ = nullptr;  // owned; freed by libuv's close callback
};

}  // namespace stampede
