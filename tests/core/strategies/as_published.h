// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/strategies/path.h"
#include "tests/core/strategies/stepped_lab.h"

// Strategies as somebody has published or deployed them, and too wrong, or too small, for the catalogue.
namespace stampede::test {

/// Cache-aside whose DEL stands inside the transaction, as with many object-relational mappers.
class DeleteInsideTransaction final : public Path {
   public:
    using Path::Path;
    Task<Acknowledgement> write(Key key, Change change) override {
        const Reply begun = co_await database.begin(key, change);
        co_await top().drop(key, begun);
        const Reply committed = co_await database.commit(key, begun.token);
        co_return acknowledgement_of(committed);
    }
};

/// Versioned keys whose reader counts: `GET key:v{INCR version}`.
class CountsOnRead final : public Path {
   public:
    using Path::Path;
    Task<Reply> get(Key key) override {
        const Reply counter = co_await cache.incr(key);
        Reply cached = co_await cache.get(key.at(counter.token));
        cached.token = counter.token;
        co_return cached;
    }
    Task<Reply> fill(Key key, Entry entry) override {
        const Key versioned = key.at(entry.token);
        entry.token = 0;
        co_return co_await cache.store(versioned, entry);
    }
    Task<Acknowledgement> write(Key key, Change change) override {
        const Reply committed = co_await top().commit(key, change);
        co_return acknowledgement_of(committed);
    }
};

/// Versioned keys whose counter starts at 1, and again at 1 when it was lost.
class CountsFromOne final : public Path {
   public:
    using Path::Path;
    Task<Reply> get(Key key) override {
        Reply counter = co_await cache.get(key.as(Role::counter));
        if (counter.token == 0) counter = co_await cache.incr(key);
        Reply cached = co_await cache.get(key.at(counter.token));
        cached.token = counter.token;
        co_return cached;
    }
    Task<Reply> fill(Key key, Entry entry) override {
        const Key versioned = key.at(entry.token);
        entry.token = 0;
        co_return co_await cache.store(versioned, entry);
    }
    Task<Acknowledgement> write(Key key, Change change) override {
        const Reply committed = co_await top().commit(key, change);
        co_await cache.incr(key);
        co_return acknowledgement_of(committed);
    }
};

/// Write-through that does not ask whether its UPDATE has changed a row.
class CachesWhateverTheDatabaseSays final : public Path {
   public:
    using Path::Path;
    Task<Acknowledgement> write(Key key, Change change) override {
        const Reply committed = co_await top().commit(key, change);
        Entry entry;
        entry.value.write = change.id;
        entry.value.version = committed.value.version;
        entry.ttl = ttl.of(key);
        co_await top().put(key, entry);
        co_return acknowledgement_of(committed);
    }
};

/// A session, or a rate limit, that lives in the cache and nowhere else.
class KeptInTheCacheOnly final : public Path {
   public:
    using Path::Path;
    Task<Answer> read(Key key) override {
        const Reply cached = co_await top().get(key);
        co_return answer_from(cached);
    }
    Task<Acknowledgement> write(Key key, Change change) override {
        Entry entry;
        entry.value.write = change.id;
        entry.ttl = ttl.of(key);
        Reply stored = co_await top().put(key, entry);
        stored.value = entry.value;
        co_return acknowledgement_of(stored);
    }
};

}  // namespace stampede::test
