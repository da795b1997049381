// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/ui/support/journal_builder.h"

namespace stampede::ui::stories {

inline constexpr Key kUser42{Kind::user_profile, 42};
inline constexpr Key kUser7{Kind::user_profile, 7};
inline constexpr Key kProduct9{Kind::product, 9};
inline constexpr Key kProduct10000{Kind::product, 10'000};

/// Some keys in the cache with a TTL, the first nearly over; 57 s pass.
inline void warm(JournalBuilder& b) {
    b.cacheStarted().memory(1'214'000);
    const auto load = [&](Key key, Version version, Duration ttl) {
        const RequestId id = b.read(key);
        b.whole(id, Verb::cache_get, 1);
        b.whole(id, Verb::db_select, 50, true, Value{0, version});
        b.whole(id, Verb::cache_set, 1, false, Value{0, version}, ttl);
        b.end(id, Source::database, Value{0, version});
    };
    load(kUser7, 3, std::chrono::seconds(60));
    load(kProduct9, 1, std::chrono::hours(24));
    load(kProduct10000, 12, std::chrono::seconds(120));
    b.pass(57'000);
}

/// Cache-aside, the race: R holds v7 and is about to SET, W has committed v8 and its DEL is on the way.
inline void race(JournalBuilder& b) {
    warm(b);
    const RequestId reader = b.read(kUser42);
    b.whole(reader, Verb::cache_get, 1);
    b.whole(reader, Verb::db_select, 50, true, Value{0, 7});
    const RequestId writer = b.write(kUser42);
    b.whole(writer, Verb::db_update, 50, false, Value{writer, 8});
    b.park(reader, Verb::cache_set, Value{0, 7});
    const OperationId del = b.park(writer, Verb::cache_del);
    const RequestId third = b.read(kUser42);
    b.park(third, Verb::cache_get);
    b.issue(del);
}

/// Fifty reads of one key wait for their turn.
inline void stampede(JournalBuilder& b) {
    warm(b);
    for (int i = 0; i < 50; ++i) b.park(b.read(kUser42), Verb::cache_get);
}

/// Write-behind: acknowledged writes wait, a flusher is about to commit them.
inline void queue(JournalBuilder& b) {
    warm(b);
    for (const Key key : {kUser42, kUser7, kProduct9}) {
        const RequestId id = b.write(key);
        b.whole(id, Verb::cache_set, 1, false, Value{id, 0}, std::chrono::hours(1));
        b.enqueue(id);
        b.end(id);
    }
    b.park(0, Verb::db_apply_batch);
}

/// Run mode: `count` requests, all of them moving, half of them writes, spread over both roads and both ways.
inline void crowd(JournalBuilder& b, int count) {
    b.cacheStarted().mode(true);
    for (int i = 0; i < count; ++i) {
        const Key key{i % 3 == 0 ? Kind::product : Kind::user_profile, static_cast<std::uint32_t>(1 + i % 10'000)};
        const RequestId id = i % 2 == 0 ? b.read(key) : b.write(key);
        const OperationId operation = b.park(id, i % 2 == 0 ? Verb::cache_get : Verb::db_update);
        b.pass(24.0 / count);
        b.issue(operation);
        if (i % 4 == 0) b.effect(operation);
    }
}

}  // namespace stampede::ui::stories
