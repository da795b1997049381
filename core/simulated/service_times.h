// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/operation.h"

namespace stampede {

/// What the stores themselves take, before any modelled latency: medians measured with Redis 7.0 on a unix socket and SQLite 3.40 in WAL
/// mode on one machine. The leaderboard adds up 200,000 rows without an index.
constexpr Duration service_time(Verb verb, Key key) {
    using std::chrono::microseconds;
    switch (verb) {
        case Verb::cache_get:
        case Verb::cache_del: return microseconds(7);
        case Verb::cache_set: return microseconds(8);
        case Verb::db_select: return key.kind == Kind::leaderboard ? microseconds(22'000) : microseconds(3);
        case Verb::db_update: return microseconds(15);
        case Verb::db_apply_batch: return microseconds(100);
        case Verb::none:
        case Verb::sleep: break;
    }
    return Duration{0};
}

}  // namespace stampede
