// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/fault.h"

namespace stampede {

const char* name_of(FaultKind kind) {
    switch (kind) {
        case FaultKind::redis_kill: return "redis-kill";
        case FaultKind::redis_freeze: return "redis-freeze";
        case FaultKind::db_slow: return "db-slow";
        case FaultKind::db_lock: return "db-lock";
        case FaultKind::app_crash: return "app-crash";
        case FaultKind::expire_key: return "expire-key";
        case FaultKind::expire_all: return "expire-all";
    }
    return "";
}

Component component_of(FaultKind kind) {
    switch (kind) {
        case FaultKind::db_slow:
        case FaultKind::db_lock: return Component::database;
        case FaultKind::app_crash: return Component::application;
        default: return Component::cache;
    }
}

}  // namespace stampede
