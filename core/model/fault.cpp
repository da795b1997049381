// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/fault.h"

#include <array>

namespace stampede {
namespace {

constexpr std::array<const char*, kFaultCount> kNames{
    "redis-kill",      "redis-power-cut", "redis-freeze",  "redis-pause",  "redis-memory", "redis-flush",    "expire-key",
    "expire-all",      "evict-key",       "net-latency",   "net-down",     "net-timeout",  "net-reset-peer", "net-bandwidth",
    "net-slicer",      "net-limit-data",  "lose-request",  "lose-reply",   "duplicate",    "deliver-late",   "db-slow",
    "db-slow-query",   "db-lock",         "db-full",       "db-read-only", "db-down",      "db-pool",        "db-write",
    "db-power-cut",    "app-crash",       "app-freeze",    "app-clock",    "flusher-kill", "flusher-drop",   "flusher-duplicate",
    "flusher-reorder", "stampede",        "traffic-spike", "hot-key",      "penetration",  "cold-start"};

static_assert(kNames.back() != nullptr);

}  // namespace

const char* name_of(FaultKind kind) { return static_cast<std::size_t>(kind) < kFaultCount ? kNames[static_cast<std::size_t>(kind)] : ""; }

Component component_of(FaultKind kind) {
    if (kind < FaultKind::db_slow) return Component::cache;
    return kind < FaultKind::app_crash ? Component::database : Component::application;
}

}  // namespace stampede
