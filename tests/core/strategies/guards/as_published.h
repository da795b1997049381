// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <set>

#include "core/strategies/layer.h"
#include "core/strategies/paths/cache_aside.h"

namespace stampede::test {

// What the articles print, as layers: their faults are the point.

/// Caches whatever the query gave, "null" too, with the TTL of a value.
class CachesNullAsAnyValue final : public Layer {
   public:
    explicit CachesNullAsAnyValue(const Environment&) {}
    Task<Reply> fill(Key key, Entry entry) override {
        entry.keep_absence = true;
        return below().fill(key, entry);
    }
};

/// Stale-while-revalidate without a word about who refreshes: everybody does.
class EverybodyRevalidates final : public Layer {
   public:
    explicit EverybodyRevalidates(const Environment& environment) : clock(environment.clock), host(environment.host) {}

    Task<Reply> get(Key key) override {
        const Reply cached = co_await below().get(key);
        if (cached.hit() && clock.now() >= cached.notes.fresh_until) host.spawn(refresh(key, cached));
        co_return cached;
    }
    Task<Reply> fill(Key key, Entry entry) override {
        entry.notes.fresh_until = clock.now() + entry.ttl / 2;
        return below().fill(key, entry);
    }

   private:
    Task<void> refresh(Key key, Reply old) { co_await top().load(key, old); }

    Clock clock;
    Host& host;
};

/// getWithFallback: the loader runs inside the try block that is meant for the cache, and again in its catch.
class LoadsInsideTheTry final : public Path {
   public:
    using Path::Path;

    Task<Answer> read(Key key) override {
        const Reply cached = co_await top().get(key);
        if (cached.settled()) co_return answer_from(cached);
        Reply row = co_await top().load(key, cached);
        if (!row.ok()) row = co_await top().select(key);  // "cache unavailable", it logs
        co_return answer_from(row);
    }
    Task<Acknowledgement> write(Key key, Change change) override {
        const Reply committed = co_await top().commit(key, change);
        co_return acknowledgement_of(committed);
    }
};

}  // namespace stampede::test
