// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

#include "core/model/key.h"
#include "core/model/operation.h"
#include "core/model/time.h"

namespace stampede {

/// What can be broken. Ids on the command line: redis-kill, redis-freeze, db-slow, db-lock, app-crash, expire-key, expire-all.
enum class FaultKind : std::uint8_t { redis_kill, redis_freeze, db_slow, db_lock, app_crash, expire_key, expire_all };

inline constexpr FaultKind kFaultKinds[] = {FaultKind::redis_kill, FaultKind::redis_freeze, FaultKind::db_slow,   FaultKind::db_lock,
                                            FaultKind::app_crash,  FaultKind::expire_key,   FaultKind::expire_all};

/// A fault with its parameters. Those that a kind does not name are ignored.
struct Fault {
    FaultKind kind = FaultKind::redis_kill;
    InstanceId instance = 0;      ///< app_crash: which instance
    Key key{};                    ///< expire_key: which key
    Duration added{800'000'000};  ///< db_slow: added to each database operation while it holds its connection
};

/// A fault that lasts until it is healed, as against one that happens once (an expiry).
constexpr bool lasting(FaultKind kind) { return kind != FaultKind::expire_key && kind != FaultKind::expire_all; }

/// The id used on the command line and in files.
const char* name_of(FaultKind kind);

/// Which component shows it.
Component component_of(FaultKind kind);

}  // namespace stampede
