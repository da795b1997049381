// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <type_traits>

#include "core/model/entry.h"
#include "core/model/key.h"
#include "core/model/request.h"
#include "core/model/time.h"
#include "core/model/value.h"

namespace stampede {

/// One thing that a strategy can ask of a store, performed as one step. `sleep` and `wait` are the only ones that no store performs.
/// "Script" stands for a Lua script, which Redis runs without interruption.
enum class Verb : std::uint8_t {
    none,

    cache_get,        ///< GET. The reply has the entry; for a Role::counter key, the count as its token
    cache_set,        ///< SET. Under a Role::counter key, of the number that is the token
    cache_add,        ///< SET NX. applied: it was vacant and is stored. With Role::lock the token is what is stored
    cache_set_newer,  ///< script: stores if what is there has no newer version; a tombstone only over an older one. applied: stored
    cache_del,        ///< DEL. affected: 1 when it was there
    cache_del_if,     ///< script: deletes the key if it holds this token. applied: it did
    cache_incr,       ///< INCR. token: the new count
    cache_lease_get,  ///< script: GET; on a miss a token for one asker in a hold-off (ttl), 0 for all others, who may get a stale value
    cache_lease_set,  ///< script: SET if the token still holds the lease, which it gives back. applied: stored
    cache_lease_del,  ///< script: DEL, and voids the lease; the value stays as a stale one for the operation's ttl
    cache_publish,    ///< PUBLISH: tells every instance that subscribes to `channel` about the key. affected: receivers

    list_push,     ///< LPUSH of the change
    list_write,    ///< script: SET and LPUSH
    list_pop,      ///< RPOP of up to `count` changes: whoever pops and dies has lost them. The reply names a batch
    list_take,     ///< script: moves up to `count` of the oldest to the instance's own list (LMOVE). The reply names a batch
    list_done,     ///< script: removes the batch from the instance's own list (LREM)
    list_recover,  ///< script: puts back, as the oldest, what any instance had taken. affected: how many

    stream_write,        ///< script: refused if the stream holds `count` entries (0: no bound); SET and XADD. token: the ticket
    stream_read,         ///< XREADGROUP of up to `count` new entries. The reply names a batch
    stream_claim,        ///< XAUTOCLAIM of up to `count` entries that nobody has acknowledged for `ttl`. The reply names a batch
    stream_done,         ///< XACK and XDEL of the batch
    stream_dead_letter,  ///< script: moves the batch to the stream of dead letters

    db_select,       ///< SELECT. For an absent row found is false and the version is the newest commit's so far
    db_update,       ///< inserts or replaces the row in a transaction of its own. With `outbox`, notes the key there too
    db_delete,       ///< DELETE, likewise. The commit has a version; affected: 0 when there was no such row
    db_apply_batch,  ///< one transaction for the batch. With Condition::newer, a change older than the row's last ticket is skipped
    db_outbox_take,  ///< SELECT of up to `count` of the oldest outbox entries. The reply names a batch
    db_outbox_done,  ///< DELETE of the batch's outbox entries
    db_ids,          ///< SELECT id of every row of the key's kind. The reply names a batch
    db_begin,        ///< BEGIN and the UPDATE or DELETE: not yet visible to others, holds connection and write lock. token: transaction
    db_commit,       ///< COMMIT of the transaction named by the token

    sleep,  ///< for `ttl` of lab time
    wait,   ///< until something in the instance's memory raises the signal `token`, for `ttl` at most (then timed_out); 0: for ever
};

inline constexpr Verb kLastVerb = Verb::wait;

enum class Component : std::uint8_t { application, cache, database };

constexpr Component component_of(Verb verb) {
    if (verb >= Verb::cache_get && verb <= Verb::stream_dead_letter) return Component::cache;
    if (verb >= Verb::db_select && verb <= Verb::db_commit) return Component::database;
    return Component::application;
}

/// Whether the strategy waits for time or for its own instance, not for a store.
constexpr bool rests(Verb verb) { return verb == Verb::sleep || verb == Verb::wait; }

/// Whether the operation looks for a row or an entry, so that its reply is a find or a miss.
constexpr bool looks(Verb verb) { return verb == Verb::cache_get || verb == Verb::cache_lease_get || verb == Verb::db_select; }

/// Whether the operation, if it is applied, leaves its value in the cache under its key.
constexpr bool stores(Verb verb) {
    return verb == Verb::cache_set || verb == Verb::cache_add || verb == Verb::cache_set_newer || verb == Verb::cache_lease_set ||
           verb == Verb::list_write || verb == Verb::stream_write;
}

/// Whether the operation, if it is applied, removes the value under its key.
constexpr bool removes(Verb verb) { return verb == Verb::cache_del || verb == Verb::cache_del_if || verb == Verb::cache_lease_del; }

/// Whether the operation's effects are commits of rows.
constexpr bool commits(Verb verb) {
    return verb == Verb::db_update || verb == Verb::db_delete || verb == Verb::db_apply_batch || verb == Verb::db_commit;
}

/// Whether the operation needs the database's one write lock. A commit does not: its transaction has it.
constexpr bool takes_write_lock(Verb verb) {
    return verb == Verb::db_update || verb == Verb::db_delete || verb == Verb::db_apply_batch || verb == Verb::db_outbox_done ||
           verb == Verb::db_begin;
}

/// Whether CLIENT PAUSE WRITE holds an operation of the cache: in Redis 7 all but plain reads; scripts and PUBLISH among them.
constexpr bool held_by_pause(Verb verb) { return verb != Verb::cache_get; }

/// The word that the field uses for the verb: GET, SET, SET NX, XADD, SELECT, UPDATE, BATCH, SLEEP.
const char* name_of(Verb verb);

/// What messages between instances are about.
enum class Channel : std::uint8_t {
    local,     ///< PUBLISH: forget the key in the instance's own memory
    tracking,  ///< the same from Redis itself (CLIENT TRACKING)
    changes,   ///< PUBLISH: the row has changed; whoever is responsible deletes the cached entry
};

/// How an operation ended, as the application sees it.
enum class Outcome : std::uint8_t {
    ok,           ///< performed, and the reply arrived
    refused,      ///< the store answered with an error; it had no effect (database locked, out of memory)
    unavailable,  ///< nobody answered: connection refused or lost. It may have had its effect.
    timed_out,    ///< no reply before the deadline. It may have had its effect, or have it later.
    crashed,      ///< the application instance that asked is gone
};

const char* name_of(Outcome outcome);

/// What becomes of an operation of the cache on its way. Either way the application learns that nobody answered.
enum class Fate : std::uint8_t {
    arrives,
    request_lost,  ///< it never reaches the store
    reply_lost,    ///< it has its effect
};

using OperationId = std::uint32_t;
using InstanceId = std::uint8_t;
using BatchId = std::uint32_t;

/// A request to a store, parked by a strategy until a scheduler lets it run. Trivially copyable on purpose: g++ 12.2 destroys
/// temporaries of a co_await expression twice, which is harmless only for trivial ones.
struct Operation {
    Verb verb = Verb::none;
    InstanceId instance = 0;
    std::uint16_t file = 0;   ///< where the strategy stood: an id of SourceFiles ...
    std::uint16_t line = 0;   ///< ... the line in it ...
    std::uint16_t stack = 0;  ///< ... and the calls that led there, see EventType::call
    OperationId id = 0;
    RequestId request = 0;
    Key key{};
    Value value{};           ///< what to set, or the write to perform (version 0)
    BatchId batch = 0;       ///< names changes that the instance holds
    std::uint32_t slot = 0;  ///< the scheduler's own place for it; a world hands it back untouched
    Duration ttl{0};         ///< for what stores: 0 = none; for leases and claims see Verb; for sleep and wait: how long
    Duration deadline{0};    ///< gives up after this long; 0 = never
    EntryState state = EntryState::value;
    Condition condition = Condition::none;
    Channel channel = Channel::local;
    Fate fate = Fate::arrives;
    bool erase = false;       ///< the change is an erasure
    bool outbox = false;      ///< the commit notes its key in the outbox, in the same transaction
    std::uint32_t count = 0;  ///< at most so many
    std::uint64_t token = 0;
    EntryNotes notes{};
};

/// Whether the change that the operation makes to its row is an erasure.
constexpr bool erases(const Operation& operation) {
    return operation.verb == Verb::db_delete || (operation.verb == Verb::db_begin && operation.erase);
}

/// What came back.
struct Reply {
    Outcome outcome = Outcome::ok;
    bool found = false;    ///< an entry with a value was in the cache, the row in the database
    bool applied = false;  ///< the store has changed
    EntryState state = EntryState::value;
    Source source = Source::none;  ///< who answered; filled in on the way to the strategy
    std::uint32_t affected = 0;    ///< rows changed, keys deleted, changes in the batch
    Value value{};
    BatchId batch = 0;
    std::uint64_t token = 0;
    EntryNotes notes{};

    bool ok() const { return outcome == Outcome::ok; }
    bool hit() const { return ok() && found; }
    /// The question is answered: here is the value, or there is no such row.
    bool settled() const { return ok() && (found || state == EntryState::absent); }
};

/// The three parts of an operation's time (honest latency): what the stores really took, what the learner chose to model as
/// network and query cost, and what an injected fault added. Whatever is left of the total was spent waiting for a connection.
struct Timing {
    Duration measured{0};
    Duration modelled{0};
    Duration fault{0};

    Duration total() const { return measured + modelled + fault; }
};

static_assert(std::is_trivially_copyable_v<Operation> && std::is_trivially_copyable_v<Reply>);

}  // namespace stampede
