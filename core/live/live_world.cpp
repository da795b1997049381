// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/live/live_world.h"

#include <algorithm>

#include "core/live/cache_token.h"

namespace stampede {
namespace {

constexpr Duration kPatience = std::chrono::seconds(10);

}  // namespace

tl::expected<std::unique_ptr<LiveWorld>, std::string> LiveWorld::open(UvLoop& loop, const RunConfig& config, RunDirectory folder,
                                                                      const std::filesystem::path& server,
                                                                      const std::filesystem::path& database_file) {
    std::unique_ptr<LiveWorld> world(new LiveWorld(loop, config, std::move(folder), server));
    if (const auto opened = world->open_database(config, database_file); !opened) return tl::unexpected(opened.error());
    if (const auto answered = world->wait_for_server(); !answered) return tl::unexpected(answered.error());
    return world;
}

LiveWorld::LiveWorld(UvLoop& loop, const RunConfig& config, RunDirectory folder, const std::filesystem::path& server)
    : loop_(&loop),
      folder_(std::move(folder)),
      connection_(loop, folder_.socket().string(), *this),
      host_(loop, connection_, {server, folder_.path(), folder_.socket(), folder_.log(), config.cache_memory, config.eviction},
            host_listener()),
      expiry_(loop, connection_),
      network_(loop, folder_.socket().string(), folder_.path(), config.seed),
      lines_(*this),
      connections_(loop, network_, lines_, connection_, *this, config.latency.cache / 2),
      cache_(loop, connections_, expiry_, texts_, host_.frozen(), LatencySampler(config)),
      watch_(loop, folder_.socket().string(), connection_, expiry_) {
    network_.tell(lines_);
    lines_.tell(cache_);
}

LiveWorld::~LiveWorld() {
    observer_ = nullptr;
    loop_->wind_down();
    connections_.close();
    network_.close();
    connection_.close();
    watch_.close();
}

tl::expected<void, std::string> LiveWorld::open_database(const RunConfig& config, const std::filesystem::path& file) {
    std::vector<std::unique_ptr<SqliteSession>> sessions;
    for (std::size_t i = 0; i < std::max<std::size_t>(1, config.database_pool); ++i) {
        auto session = SqliteSession::open(file, order_);
        if (!session) return tl::unexpected(session.error());
        sessions.push_back(std::move(*session));
    }
    auto renewal = DatasetRenewal::open(file);
    if (!renewal) return tl::unexpected(renewal.error());
    database_ = std::make_unique<SqliteDatabase>(*loop_, std::move(sessions), std::move(*renewal), texts_, LatencySampler(config));
    auto lock = WriteLock::open(*loop_, file);
    if (!lock) return tl::unexpected(lock.error());
    lock_ = std::move(*lock);
    return {};
}

tl::expected<void, std::string> LiveWorld::wait_for_server() {
    if (const auto started = host_.start(); !started) return started;
    const auto settled = [this] { return host_.ready() || !trouble_.empty(); };
    if (loop_->run_until(settled, kPatience) && host_.ready()) return {};
    return tl::unexpected(trouble_.empty() ? "redis-server did not answer in time: try again when the machine is less busy." : trouble_);
}

CacheHost::Listener LiveWorld::host_listener() {
    CacheHost::Listener listener;
    listener.ready = [this](int pid) {
        watch_.server_ready();
        connections_.begin();
        happened(EventType::cache_started, pid);
    };
    listener.died = [this](int, bool asked_for) {
        expiry_.lost();
        connections_.server_lost();
        happened(EventType::cache_died, asked_for ? 0 : 1);
    };
    listener.notice = [this](const std::string& sentence) {
        if (observer_ == nullptr) trouble_ = sentence;
        if (observer_ != nullptr) observer_->notice(sentence);
    };
    return listener;
}

void LiveWorld::observe(WorldObserver& observer) {
    observer_ = &observer;
    cache_.observe(observer);
    expiry_.observe(observer);
    watch_.observe(observer);
    connections_.observe(observer);
    database_->observe(observer);
    if (host_.ready()) happened(EventType::cache_started, host_.pid());
}

void LiveWorld::issue(const Operation& operation) {
    if (component_of(operation.verb) == Component::database) return database_->issue(operation);
    cache_.issue(operation);
}

void LiveWorld::forget(InstanceId instance) {
    connections_.forget(instance);
    database_->forget(instance);
}

void LiveWorld::inject(const Fault& fault) {
    if (of_the_network(fault.kind)) {
        network_.inject(fault);
        return connections_.network_changed();
    }
    switch (fault.kind) {
        case FaultKind::redis_kill: return host_.kill();
        case FaultKind::redis_freeze: return host_.freeze();
        case FaultKind::db_slow: return database_->slow_down(fault.added);
        case FaultKind::db_lock: database_->locked().begin(loop_->wall_now()); return lock_->take();
        case FaultKind::expire_key: return expiry_.expire(fault.key);
        case FaultKind::expire_all: return expiry_.expire_all();
        default: return;
    }
}

void LiveWorld::heal(const Fault& fault) {
    if (of_the_network(fault.kind)) {
        network_.heal(fault);
        return connections_.network_changed();
    }
    switch (fault.kind) {
        case FaultKind::redis_kill:
            if (const auto started = host_.start(); !started && observer_ != nullptr) observer_->notice(started.error());
            return;
        case FaultKind::redis_freeze: return host_.thaw();
        case FaultKind::db_slow: return database_->slow_down(Duration{0});
        case FaultKind::db_lock: database_->locked().end(loop_->wall_now()); return lock_->give_back();
        default: return;
    }
}

void LiveWorld::freeze_time() {
    loop_->freeze();
    expiry_.freeze(true);
}

void LiveWorld::resume_time() {
    loop_->thaw();
    expiry_.freeze(false);
}

// Redis's own clock cannot be pushed on, so TTLs have to be ours while lab time jumps.
void LiveWorld::advance_time(Duration by) {
    const bool running = !loop_->frozen();
    if (running) freeze_time();
    loop_->advance(by);
    if (running) resume_time();
}

void LiveWorld::hurry(bool on) {
    cache_.hurry(on);
    connections_.hurry(on);
    database_->hurry(on);
}

// The commands that follow on any connection are written later than this one, so the server performs them later.
tl::expected<void, std::string> LiveWorld::reset() {
    if (!host_.ready()) return tl::unexpected(std::string("Redis is down: start it again first."));
    for (const FaultKind kind : {FaultKind::redis_freeze, FaultKind::db_slow, FaultKind::db_lock}) heal(Fault{kind});
    observe(nobody_);
    network_.reset();
    connections_.forget_all();
    cache_.forget_all();
    expiry_.lost();
    RedisCommand command;
    if (!connection_.send(command.of({"FLUSHALL"}), token_for(Purpose::nothing))) {
        return tl::unexpected(std::string("Redis does not answer: start it again first."));
    }
    return database_->reset();
}

std::string LiveWorld::description() const { return description_; }

void LiveWorld::replied(std::uint64_t token, const RedisReply& reply) {
    switch (purpose_of(token)) {
        case Purpose::call: return cache_.replied(token, reply);
        case Purpose::ping: return host_.ponged(reply.type == RedisReply::Type::status);
        case Purpose::memory: return watch_.replied_memory(reply);
        case Purpose::keep:
        case Purpose::expire: return expiry_.replied(token, reply);
        case Purpose::nothing: return;
    }
}

void LiveWorld::happened(EventType type, std::int64_t detail) {
    if (observer_ == nullptr) return;
    Event event;
    event.type = type;
    event.detail = detail;
    observer_->happened(event);
}

}  // namespace stampede
