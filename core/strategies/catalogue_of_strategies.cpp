// SPDX-License-Identifier: GPL-3.0-or-later
#include <array>

#include "core/strategies/catalogue.h"
#include "core/strategies/paths/cache_aside.h"
#include "core/strategies/paths/cache_aside_delete_first.h"
#include "core/strategies/paths/cache_aside_double_delete.h"
#include "core/strategies/paths/no_cache.h"
#include "core/strategies/paths/read_through.h"
#include "core/strategies/paths/refresh_ahead.h"
#include "core/strategies/paths/versioned_cas.h"
#include "core/strategies/paths/versioned_cas_plain_delete.h"
#include "core/strategies/paths/versioned_keys.h"
#include "core/strategies/paths/versioned_keys_early.h"
#include "core/strategies/paths/write_around.h"
#include "core/strategies/paths/write_behind.h"
#include "core/strategies/paths/write_behind_as_published_a.h"
#include "core/strategies/paths/write_behind_as_published_b.h"
#include "core/strategies/paths/write_behind_list.h"
#include "core/strategies/paths/write_behind_stream.h"
#include "core/strategies/paths/write_through.h"
#include "core/strategies/paths/write_through_cache_first.h"
#include "core/strategies/paths/write_through_reselect.h"

namespace stampede {
namespace {

template <class P>
std::unique_ptr<Path> make(const Options& options, const Environment& environment) {
    if constexpr (std::is_constructible_v<P, const Options&, const Environment&>) {
        return std::make_unique<P>(options, environment);
    } else {
        return std::make_unique<P>(environment);
    }
}

using enum Property;
constexpr Properties kEverything{stale_read,  monotonic_read, read_your_writes,       dirty_read, read_before_commit, lost_write,
                                 lost_update, applied_twice,  permanent_inconsistency};
// Commits before it acknowledges, and caches only what is committed.
constexpr Properties kDurable{dirty_read, read_before_commit, lost_write, applied_twice};

// Acknowledges before it commits.
constexpr Properties kWriteBehind{dirty_read, lost_write, applied_twice};

// Nobody ever sees less than what somebody has been told or shown. What a writer read before is not looked at: updates can be lost.
constexpr Properties kLinearizable = kEverything.without(Properties(lost_update));
// Acknowledges commits only; but caches what may never be one.
constexpr Properties kAcknowledgesCommits{dirty_read, lost_write, applied_twice};

constexpr std::string_view kReadOnMiss = "GET, on a miss SELECT and SET";

constexpr std::array kStrategies{
    StrategyInfo{.id = "no-cache",
                 .name = "No cache",
                 .promise = "Every read is as fresh, and as slow, as the database.",
                 .read = "SELECT",
                 .write = "UPDATE",
                 .source = "core/strategies/paths/no_cache.cpp",
                 .promises = kLinearizable,
                 .cached = false,
                 .make = make<NoCache>},
    StrategyInfo{
        .id = "cache-aside",
        .name = "Cache-aside",
        .promise =
            "The application fills the cache on a miss and deletes the entry on a write; a race can leave an old value until its TTL.",
        .read = "GET, on a miss SELECT and SET",
        .write = "UPDATE, DEL",
        .source = "core/strategies/paths/cache_aside.cpp",
        .promises = kDurable,
        .make = make<CacheAside>},
    StrategyInfo{.id = "cache-aside-delete-first",
                 .name = "Cache-aside, delete first",
                 .promise = "Deletes the entry and then writes the row; a reader in between stores the old row again, until its TTL.",
                 .read = kReadOnMiss,
                 .write = "DEL, UPDATE",
                 .source = "core/strategies/paths/cache_aside_delete_first.cpp",
                 .promises = kDurable,
                 .anti_pattern = true,
                 .make = make<CacheAsideDeleteFirst>},
    StrategyInfo{.id = "cache-aside-double-delete",
                 .name = "Cache-aside, delayed double delete",
                 .promise = "Deletes again some time after the write, which removes what readers stored in between; a reader slower than "
                            "that, or a crash, leaves the old row until its TTL.",
                 .read = kReadOnMiss,
                 .write = "DEL, UPDATE; after a wait DEL",
                 .source = "core/strategies/paths/cache_aside_double_delete.cpp",
                 .promises = kDurable,
                 .anti_pattern = true,
                 .options = CacheAsideDoubleDelete::kOptions,
                 .make = make<CacheAsideDoubleDelete>},
    StrategyInfo{.id = "read-through",
                 .name = "Read-through",
                 .promise = "The application asks one cache, which loads what it lacks; it ages exactly as cache-aside does.",
                 .read = "GET, on a miss the loader's SELECT and SET",
                 .write = "UPDATE, DEL",
                 .source = "core/strategies/path.cpp",
                 .promises = kDurable,
                 .make = make<ReadThrough>},
    StrategyInfo{
        .id = "refresh-ahead",
        .name = "Refresh-ahead",
        .promise = "A read that finds an ageing entry has it loaded again beside the request, so that entries in use do not expire.",
        .read = "GET, on a miss SELECT and SET; of an ageing entry, SELECT and SET beside the request",
        .write = "UPDATE, DEL",
        .source = "core/strategies/paths/refresh_ahead.cpp",
        .promises = kDurable,
        .options = RefreshAhead::kOptions,
        .make = make<RefreshAhead>},
    StrategyInfo{.id = "write-around",
                 .name = "Write-around",
                 .promise = "Writes pass the cache by, so what is cached is old after a write, for up to its TTL.",
                 .read = kReadOnMiss,
                 .write = "UPDATE",
                 .source = "core/strategies/paths/write_around.cpp",
                 .promises = kDurable,
                 .make = make<WriteAround>},
    StrategyInfo{.id = "write-through",
                 .name = "Write-through",
                 .promise = "A write updates the database and then the cache, so the next read is a hit; two writers can leave them apart.",
                 .read = "GET, on a miss SELECT and SET",
                 .write = "UPDATE, SET",
                 .source = "core/strategies/paths/write_through.cpp",
                 .promises = kDurable,
                 .make = make<WriteThrough>},
    StrategyInfo{.id = "write-through-reselect",
                 .name = "Write-through, reselect",
                 .promise = "A write caches the row as the database then holds it; between its SELECT and its SET another write can pass.",
                 .read = kReadOnMiss,
                 .write = "UPDATE, SELECT, SET",
                 .source = "core/strategies/paths/write_through_reselect.cpp",
                 .promises = kDurable,
                 .make = make<WriteThroughReselect>},
    StrategyInfo{.id = "write-through-cache-first",
                 .name = "Write-through, cache first",
                 .promise = "Caches a value before the database has it; if the commit fails, everybody reads what never was.",
                 .read = kReadOnMiss,
                 .write = "SET, UPDATE",
                 .source = "core/strategies/paths/write_through_cache_first.cpp",
                 .promises = kAcknowledgesCommits,
                 .anti_pattern = true,
                 .make = make<WriteThroughCacheFirst>},
    StrategyInfo{
        .id = "versioned-keys",
        .name = "Versioned keys",
        .promise =
            "The version is part of the key and a write moves it on after its commit, so old entries are never asked for again; a reader "
            "that writers have overtaken can answer with a row that is newer than what the next reader finds.",
        .read = "GET version, GET key:version, on a miss SELECT and SET IF NEWER",
        .write = "UPDATE, INCR version",
        .source = "core/strategies/paths/versioned_keys.cpp",
        .promises = kLinearizable.without(Properties(stale_read, monotonic_read)),
        .make = make<VersionedKeys>},
    StrategyInfo{.id = "versioned-keys-early",
                 .name = "Versioned keys, version first",
                 .promise = "Moves the version on before the commit; a reader in between stores the old row under the new version.",
                 .read = "GET version, GET key:version, on a miss SELECT and SET IF NEWER",
                 .write = "INCR version, UPDATE",
                 .source = "core/strategies/paths/versioned_keys_early.cpp",
                 .promises = kDurable,
                 .anti_pattern = true,
                 .make = make<VersionedKeysEarly>},
    StrategyInfo{.id = "versioned-cas",
                 .name = "Versioned compare-and-set",
                 .promise = "Entries give way to newer ones only, and a write leaves a tombstone that keeps older ones out.",
                 .read = "GET, on a miss SELECT and SET IF NEWER",
                 .write = "UPDATE, SET IF NEWER of a tombstone",
                 .source = "core/strategies/paths/versioned_cas.cpp",
                 .promises = kLinearizable,
                 .make = make<VersionedCas>},
    StrategyInfo{.id = "versioned-cas-plain-delete",
                 .name = "Versioned compare-and-set, plain delete",
                 .promise = "Entries give way to newer ones only, but a write deletes: an old row that comes late is newer than nothing.",
                 .read = "GET, on a miss SELECT and SET IF NEWER",
                 .write = "UPDATE, DEL",
                 .source = "core/strategies/paths/versioned_cas_plain_delete.cpp",
                 .promises = kDurable,
                 .anti_pattern = true,
                 .make = make<VersionedCasPlainDelete>},
    StrategyInfo{
        .id = "write-behind",
        .name = "Write-behind",
        .promise = "A write is acknowledged once the cache has it and reaches the database later; a crash before the flush loses it.",
        .read = "GET, on a miss SELECT and SET",
        .write = "SET, queue; later one BATCH",
        .source = "core/strategies/paths/write_behind.cpp",
        .promises = kWriteBehind,
        .options = WriteBehind::kOptions,
        .make = make<WriteBehind>},
    StrategyInfo{.id = "write-behind-list",
                 .name = "Write-behind, queue in a list",
                 .promise = "A write is acknowledged once the cache has it, and a note of it in a list; it outlives a crash of the "
                            "application, which can commit it twice, but not one of the cache.",
                 .read = "GET, on a miss SELECT and SET NX",
                 .write = "SET and LPUSH in one script; later LMOVE, BATCH, LREM",
                 .source = "core/strategies/paths/write_behind_list.cpp",
                 .promises = kWriteBehind,
                 .options = WriteBehindList::kOptions,
                 .make = make<WriteBehindList>},
    StrategyInfo{.id = "write-behind-stream",
                 .name = "Write-behind, queue in a stream",
                 .promise = "A write is acknowledged once the cache has it, and a note of it in a stream; whoever crashes, it is committed "
                            "once, as long as the "
                            "cache lives.",
                 .read = "GET, on a miss SELECT and SET NX",
                 .write = "SET and XADD in one script; later XREADGROUP, BATCH of what is newer, XACK",
                 .source = "core/strategies/paths/write_behind_stream.cpp",
                 .promises = kWriteBehind,
                 .options = WriteBehindStream::kOptions,
                 .make = make<WriteBehindStream>},
    StrategyInfo{.id = "write-behind-as-published-a",
                 .name = "Write-behind as published, with batches",
                 .promise = "Flushes overlap, a batch's writes overtake its erasures, and a graceful end loses the batch in flight.",
                 .read = "GET, on a miss SELECT and SET",
                 .write = "SET, queue; later one BATCH of writes and one of erasures",
                 .source = "core/strategies/paths/write_behind_as_published_a.cpp",
                 .promises = Properties(applied_twice),
                 .anti_pattern = true,
                 .options = WriteBehindAsPublishedA::kOptions,
                 .make = make<WriteBehindAsPublishedA>},
    StrategyInfo{.id = "write-behind-as-published-b",
                 .name = "Write-behind as published, one by one",
                 .promise = "Workers overlap, a refused write is committed after newer ones, and a graceful end loses all that waits.",
                 .read = "GET, on a miss SELECT and SET",
                 .write = "SET, queue; later one UPDATE after the other",
                 .source = "core/strategies/paths/write_behind_as_published_b.cpp",
                 .promises = Properties(applied_twice),
                 .anti_pattern = true,
                 .options = WriteBehindAsPublishedB::kOptions,
                 .make = make<WriteBehindAsPublishedB>},
};

}  // namespace

std::span<const StrategyInfo> strategies() { return kStrategies; }

}  // namespace stampede
