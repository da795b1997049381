// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <map>

#include "core/strategies/strategy.h"

namespace stampede::test {

/// Strategies that are wrong on purpose, each in one way, to see whether the checker notices that and nothing else. Reads are
/// cache-aside's, with a TTL of a second or none.
struct Broken : Strategy {
    explicit Broken(const Environment& environment, Duration ttl = std::chrono::seconds(1))
        : cache(environment.cache), database(environment.database), clock(environment.clock), host(&environment.host), entry_ttl(ttl) {}

    Task<Answer> read(Key key) override {
        const Reply cached = co_await cache.get(key);
        if (cached.settled()) co_return answer_from(cached);
        const Reply row = co_await database.select(key);
        const Entry entry = entry_of(row);
        if (row.found) co_await cache.store(key, entry);
        co_return answer_from(row);
    }
    Entry entry_of(Reply row) const {
        Entry entry;
        entry.value = row.value;
        entry.ttl = entry_ttl;
        return entry;
    }

    CacheStore cache;
    Database database;
    Clock clock;
    Host* host;
    Duration entry_ttl;
};

/// Commits and leaves the old entry in the cache.
struct NeverDeletes : Broken {
    using Broken::Broken;
    Task<Acknowledgement> write(Key key, Change change) override {
        const Reply committed = co_await database.commit(key, change);
        co_return acknowledgement_of(committed);
    }
};

struct NeverDeletesNorExpires : NeverDeletes {
    explicit NeverDeletesNorExpires(const Environment& environment) : NeverDeletes(environment, Duration(0)) {}
};

/// Keeps what it has read in its own memory and tells nobody of changes.
struct KeepsToItself : NeverDeletes {
    using NeverDeletes::NeverDeletes;
    Task<Answer> read(Key key) override {
        const auto kept = copies.find(key);
        if (kept != copies.end() && (entry_ttl == Duration{0} || clock.now() < kept->second.notes.expires)) {
            host->note(EventType::local_hit, key, kept->second.value, EntryState::value, 0);
            Answer answer = answer_from(kept->second);
            answer.source = Source::local;
            co_return answer;
        }
        Reply row = co_await database.select(key);
        if (entry_ttl != Duration{0}) row.notes.expires = clock.now() + entry_ttl;
        copies[key] = row;
        host->note(EventType::local_stored, key, row.value, EntryState::value, row.notes.expires.count());
        co_return answer_from(row);
    }

    std::map<Key, Reply> copies;
};

struct KeepsToItselfForEver : KeepsToItself {
    explicit KeepsToItselfForEver(const Environment& environment) : KeepsToItself(environment, Duration(0)) {}
};

/// The cache first, and then the database never: the client is told so, and the entry is taken back.
struct SetsAndFails : Broken {
    using Broken::Broken;
    Task<Acknowledgement> write(Key key, Change change) override {
        Entry entry;
        entry.value = Value{change.id, 0};
        co_await cache.store(key, entry);
        co_await clock.sleep(std::chrono::milliseconds(100));
        co_await cache.del(key);
        co_return Acknowledgement{Outcome::refused, Value{}};
    }
};

/// The cache first, the database after.
struct SetsBeforeCommit : Broken {
    using Broken::Broken;
    Task<Acknowledgement> write(Key key, Change change) override {
        Entry entry;
        entry.value = Value{change.id, 0};
        co_await cache.store(key, entry);
        co_await clock.sleep(std::chrono::milliseconds(100));
        const Reply committed = co_await database.commit(key, change);
        co_return acknowledgement_of(committed);
    }
};

/// Says yes and does nothing.
struct Forgets : Broken {
    using Broken::Broken;
    Task<Acknowledgement> write(Key, Change change) override {
        co_await clock.sleep(std::chrono::milliseconds(1));
        co_return Acknowledgement{Outcome::ok, Value{change.id, 0}};
    }
};

/// Commits, and commits again to be sure.
struct CommitsTwice : Broken {
    using Broken::Broken;
    Task<Acknowledgement> write(Key key, Change change) override {
        co_await database.commit(key, change);
        const Reply again = co_await database.commit(key, change);
        co_await cache.del(key);
        co_return acknowledgement_of(again);
    }
};

/// Overwrites whatever is there, without looking at what the change was based on. It deletes, so nothing else is wrong.
struct Overwrites : Broken {
    using Broken::Broken;
    Task<Acknowledgement> write(Key key, Change change) override {
        const Reply committed = co_await database.commit(key, change);
        co_await cache.del(key);
        co_return acknowledgement_of(committed);
    }
};

}  // namespace stampede::test
