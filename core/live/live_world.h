// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <tl/expected.hpp>

#include "core/live/cache_host.h"
#include "core/live/cache_token.h"
#include "core/live/cache_watch.h"
#include "core/live/instance_connections.h"
#include "core/live/lab_line.h"
#include "core/live/memory_squeeze.h"
#include "core/live/redis_cache.h"
#include "core/live/redis_outage.h"
#include "core/live/run_directory.h"
#include "core/live/sqlite_database.h"
#include "core/live/write_pause.h"
#include "core/model/run_config.h"
#include "core/ports/silent_observer.h"

namespace stampede {

/// The stores for real: a private Redis and a SQLite file. Its end takes the server and the run directory with it.
class LiveWorld final : public World, private RedisConnection::Listener {
   public:
    /// Waits until the server answers.
    static tl::expected<std::unique_ptr<LiveWorld>, std::string> open(UvLoop& loop, const RunConfig& config, RunDirectory folder,
                                                                      const std::filesystem::path& server,
                                                                      const std::filesystem::path& database_file);
    ~LiveWorld() override;
    LiveWorld(const LiveWorld&) = delete;
    LiveWorld& operator=(const LiveWorld&) = delete;

    void observe(WorldObserver& observer) override;
    void issue(const Operation& operation) override;
    void subscribe(InstanceId instance, Channel channel) override { connections_.subscribe(instance, channel); }
    void forget(InstanceId instance) override;
    void inject(const Fault& fault) override;
    void heal(const Fault& fault) override;
    void freeze_time() override;
    void resume_time() override;
    void hold_ttls(bool on) override { expiry_.hold(on); }
    void advance_time(Duration by) override;
    void hurry(bool on) override;
    tl::expected<void, std::string> reset() override;
    std::string description() const override;

    int server_pid() const { return host_.pid(); }
    std::filesystem::path socket() const { return folder_.socket(); }
    void describe(std::string description) { description_ = std::move(description); }

   private:
    LiveWorld(UvLoop& loop, const RunConfig& config, RunDirectory folder, const std::filesystem::path& server);
    tl::expected<void, std::string> open_database(const RunConfig& config, const std::filesystem::path& file);
    tl::expected<void, std::string> wait_for_server();
    void replied(std::uint64_t token, const RedisReply& reply) override;
    void replied_to_lab(LabCommand command, const RedisReply& reply);
    void flush();
    CacheHost::Listener host_listener();
    void happened(EventType type, std::int64_t detail);

    // Destroyed from the last to the first: the work ends, then the connections, then the server, then its folder.
    UvLoop* loop_;
    RunDirectory folder_;
    SilentObserver nobody_;
    WorldObserver* observer_ = nullptr;
    std::string description_;
    std::string trouble_;  // what the host had to say before anybody observed
    LeaderboardTexts texts_;
    RedisConnection connection_;
    CacheHost host_;
    FaultProxy network_;
    LabLines lines_;
    InstanceConnections connections_;
    WritePause pause_;
    MemorySqueeze squeeze_;
    CacheExpiry expiry_;
    AppendOnlyFile append_only_;
    RedisOutage outage_;
    RedisCache cache_;
    CacheWatch watch_;
    std::unique_ptr<SqliteDatabase> database_;
};

}  // namespace stampede
