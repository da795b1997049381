// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/operation.h"

namespace stampede {

/// What the stores themselves take, before any modelled latency: medians measured with Redis 7.0 on a unix socket and SQLite 3.40 in WAL
/// mode on one machine. The leaderboard adds up 200,000 rows without an index.
constexpr Duration service_time(Verb verb, Key key) {
    using std::chrono::microseconds;
    if (component_of(verb) == Component::cache) return microseconds(stores(verb) ? 8 : 7);
    switch (verb) {
        case Verb::db_select: return key.kind == Kind::leaderboard ? microseconds(22'000) : microseconds(3);
        case Verb::db_update:
        case Verb::db_delete:
        case Verb::db_begin:
        case Verb::db_commit: return microseconds(15);
        case Verb::db_apply_batch:
        case Verb::db_outbox_take:
        case Verb::db_outbox_done: return microseconds(100);
        case Verb::db_ids: return microseconds(1'000);
        default: break;
    }
    return Duration{0};
}

/// A query that counts so many rows by recursion.
constexpr Duration counting_time(std::uint32_t rows) { return std::chrono::nanoseconds(std::uint64_t{150} * rows); }

}  // namespace stampede
