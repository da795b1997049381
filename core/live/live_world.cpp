// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/live/live_world.h"

#include <algorithm>

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
      host_(loop, connection_,
            {server, folder_.path(), folder_.socket(), folder_.log(), config.cache_memory, config.eviction, config.append_only},
            host_listener()),
      network_(loop, folder_.socket().string(), folder_.path(), config.seed),
      lines_(*this),
      connections_(loop, network_, lines_, connection_, *this, config.latency.cache / 2),
      pause_(loop, folder_.socket().string(), connection_, connections_, *this),
      squeeze_(connection_, connections_, {config.cache_memory, config.eviction}),
      expiry_(loop, pause_),
      append_only_(loop, host_.append_only_folder(), expiry_, config.append_only),
      outage_(loop, host_, expiry_, append_only_, folder_.socket().string()),
      cache_(loop, connections_, expiry_, texts_, host_.frozen(), pause_, LatencySampler(config)),
      watch_(loop, folder_.socket().string(), connection_, expiry_) {
    network_.tell(lines_);
    lines_.tell(cache_);
}

LiveWorld::~LiveWorld() {
    observer_ = nullptr;
    loop_->wind_down();
    connections_.close();
    network_.close();
    pause_.close();
    outage_.close();
    connection_.close();
    watch_.close();
}

tl::expected<void, std::string> LiveWorld::open_database(const RunConfig& config, const std::filesystem::path& file) {
    auto connections = DatabaseConnections::open(*loop_, config, file);
    if (!connections) return tl::unexpected(connections.error());
    database_ = std::make_unique<SqliteDatabase>(*loop_, std::move(*connections), texts_, config);
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
    listener.starting = [this] { outage_.about_to_start(); };
    listener.answers = [this] { return outage_.reads_back(); };
    listener.ready = [this](int pid) {
        watch_.server_ready();
        connections_.begin();
        happened(EventType::cache_started, pid);
        outage_.is_back();
        squeeze_.server_ready();
        pause_.server_ready();
    };
    listener.died = [this](int, bool asked_for) {
        outage_.died();
        connections_.server_lost();
        happened(EventType::cache_died, asked_for ? 0 : 1);
        squeeze_.server_lost();
        pause_.server_lost();
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
    outage_.observe(observer);
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
        case FaultKind::redis_kill:
        case FaultKind::redis_power_cut: return outage_.inject(fault);
        case FaultKind::redis_freeze: return host_.freeze();
        case FaultKind::redis_pause: return pause_.begin();
        case FaultKind::redis_memory: return squeeze_.begin(fault.amount, static_cast<Eviction>(fault.choice));
        case FaultKind::redis_flush: return flush();
        case FaultKind::evict_key: return expiry_.evict(fault.key);
        case FaultKind::db_slow: return database_->slow_down(fault.added);
        case FaultKind::db_slow_query: return database_->count_rows(fault.amount);
        case FaultKind::db_lock: return database_->lock(true);
        case FaultKind::db_full: return database_->fill(true);
        case FaultKind::db_read_only: return database_->make_read_only(true);
        case FaultKind::db_down: return database_->go_down(true);
        case FaultKind::db_pool: return database_->take_connections(fault.amount);
        case FaultKind::db_write: return database_->write_from_outside(fault.key, fault.amount);
        case FaultKind::db_power_cut: return database_->cut_power(true);
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
        case FaultKind::redis_power_cut: return outage_.heal(fault.kind);
        case FaultKind::redis_freeze: return host_.thaw();
        case FaultKind::redis_pause: return pause_.end();
        case FaultKind::redis_memory: return squeeze_.end();
        case FaultKind::db_slow: return database_->slow_down(Duration{0});
        case FaultKind::db_slow_query: return database_->count_rows(0);
        case FaultKind::db_lock: return database_->lock(false);
        case FaultKind::db_full: return database_->fill(false);
        case FaultKind::db_read_only: return database_->make_read_only(false);
        case FaultKind::db_down: return database_->go_down(false);
        case FaultKind::db_pool: return database_->take_connections(0);
        case FaultKind::db_power_cut: return database_->cut_power(false);
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
    for (const FaultKind kind : {FaultKind::redis_freeze, FaultKind::redis_pause, FaultKind::redis_memory}) heal(Fault{kind});
    observe(nobody_);
    network_.reset();
    connections_.forget_all();
    cache_.forget_all();
    expiry_.emptied();
    RedisCommand command;
    RedisConnection* const held = pause_.for_writes();  // behind what it still holds
    RedisConnection& connection = held != nullptr ? *held : connection_;
    if (held != nullptr) connections_.hold_back(true);
    if (!connection.send(command.of({"FLUSHALL"}), token_for(Purpose::lab, static_cast<std::uint64_t>(LabCommand::reset)))) {
        return tl::unexpected(std::string("Redis does not answer: start it again first."));
    }
    return database_->reset();
}

std::string LiveWorld::description() const { return description_; }

void LiveWorld::replied(std::uint64_t token, const RedisReply& reply) {
    const Purpose purpose = purpose_of(token);
    const bool written = purpose == Purpose::call ? cache_.may_write(token) : purpose != Purpose::memory;
    switch (purpose) {
        case Purpose::call: cache_.replied(token, reply); break;
        case Purpose::ping: return host_.ponged(reply.type == RedisReply::Type::status);
        case Purpose::memory: return watch_.replied_memory(reply);
        case Purpose::keep:
        case Purpose::evict:
        case Purpose::expire: expiry_.replied(token, reply); break;
        case Purpose::nothing: break;
        case Purpose::lab:
            if (reply.type != RedisReply::Type::lost) replied_to_lab(static_cast<LabCommand>(token & 0xff), reply);
            break;
    }
    if (written) append_only_.grown();
}

void LiveWorld::replied_to_lab(LabCommand command, const RedisReply& reply) {
    switch (command) {
        case LabCommand::pause: return pause_.confirmed();
        case LabCommand::unpause: return pause_.lifted();
        case LabCommand::measure: return squeeze_.measured(reply.text);
        case LabCommand::limit: return squeeze_.limited();
        case LabCommand::flush: expiry_.emptied(); return happened(EventType::cache_emptied, 0);
        case LabCommand::reset: connections_.hold_back(false); return append_only_.begin();
    }
}

void LiveWorld::flush() {
    RedisCommand command;
    pause_.send(command.of({"FLUSHALL"}), token_for(Purpose::lab, static_cast<std::uint64_t>(LabCommand::flush)));
}

void LiveWorld::happened(EventType type, std::int64_t detail) {
    if (observer_ == nullptr) return;
    Event event;
    event.type = type;
    event.detail = detail;
    observer_->happened(event);
}

}  // namespace stampede
