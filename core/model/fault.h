// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "core/model/key.h"
#include "core/model/operation.h"
#include "core/model/time.h"

namespace stampede {

/// What can be broken. What each does, its words and its parameters are in core/faults/fault_catalogue.h. Names follow Toxiproxy's where it
/// has a word.
enum class FaultKind : std::uint8_t {
    // Redis
    redis_kill,
    redis_power_cut,
    redis_freeze,
    redis_pause,
    redis_memory,
    redis_flush,
    expire_key,
    expire_all,
    evict_key,
    // the network between the application and Redis
    net_latency,
    net_down,
    net_timeout,
    net_reset_peer,
    net_bandwidth,
    net_slicer,
    net_limit_data,
    lose_request,
    lose_reply,
    duplicate,
    deliver_late,
    // the database
    db_slow,
    db_slow_query,
    db_lock,
    db_full,
    db_read_only,
    db_down,
    db_pool,
    db_write,
    db_power_cut,
    // application instances and their flushers
    app_crash,
    app_freeze,
    app_clock,
    flusher_kill,
    flusher_drop,
    flusher_duplicate,
    flusher_reorder,
    // load
    stampede,
    traffic_spike,
    hot_key,
    penetration,
    cold_start,
};

inline constexpr FaultKind kLastFault = FaultKind::cold_start;
inline constexpr std::size_t kFaultCount = static_cast<std::size_t>(kLastFault) + 1;
inline constexpr auto kFaultKinds = [] {
    std::array<FaultKind, kFaultCount> kinds{};
    for (std::size_t i = 0; i < kFaultCount; ++i) kinds[i] = static_cast<FaultKind>(i);
    return kinds;
}();

/// A fault that concerns every instance.
inline constexpr InstanceId kEveryInstance = 255;

/// A fault with its scope and its parameters. A kind uses the fields that the catalogue names for it; the others are ignored.
struct Fault {
    FaultKind kind = FaultKind::redis_kill;
    InstanceId instance = 0;      ///< which instance, or kEveryInstance
    Key key{};                    ///< which key; id 0: any
    Duration added{800'000'000};  ///< a time: what is added, how far a clock is off, how much is lost
    Duration jitter{0};           ///< how far `added` varies up and down
    Verb verb = Verb::none;       ///< which command; none: any
    std::uint8_t choice = 0;      ///< one of the kind's choices, by its place
    std::uint32_t amount = 0;     ///< a number: the n-th, how many, bytes, a rate, a percentage
    double probability = 1;       ///< 0 to 1: the share of what is in its scope that it concerns (Toxiproxy's toxicity)

    friend bool operator==(const Fault&, const Fault&) = default;
};

/// Whether both are the same fault of the same scope: injected again it replaces the parameters, and either heals both.
inline bool same_scope(const Fault& a, const Fault& b) {
    return a.kind == b.kind && a.instance == b.instance && a.key == b.key && a.verb == b.verb;
}

/// Whether the fault concerns the instance.
inline bool concerns(const Fault& fault, InstanceId instance) { return fault.instance == kEveryInstance || fault.instance == instance; }

/// A fault that lasts until it is healed, as against one that happens once (an expiry).
constexpr bool lasting(FaultKind kind) {
    switch (kind) {
        case FaultKind::redis_flush:
        case FaultKind::expire_key:
        case FaultKind::expire_all:
        case FaultKind::evict_key:
        case FaultKind::net_reset_peer:
        case FaultKind::db_write:
        case FaultKind::stampede:
        case FaultKind::cold_start: return false;
        default: return true;
    }
}

/// The id used on the command line and in files: redis-kill, net-latency, db-slow ...
const char* name_of(FaultKind kind);

/// Which component shows it.
Component component_of(FaultKind kind);

/// Whether it breaks the stores or the way to them, so that a World does it; otherwise it is the lab's.
constexpr bool of_the_world(FaultKind kind) { return kind < FaultKind::app_crash; }

/// Whether it breaks the way between the application and Redis.
constexpr bool of_the_network(FaultKind kind) { return kind >= FaultKind::net_latency && kind <= FaultKind::deliver_late; }

}  // namespace stampede
