// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <type_traits>

#include "core/model/fault.h"
#include "core/model/operation.h"
#include "core/model/request.h"

namespace stampede {

/// What happened. Each entry says which further fields of Event it fills; `at` always, `request` and `instance` where one is involved.
enum class EventType : std::uint8_t {
    request_begun,   ///< kind, key, session; value: for a write, what the session had read before it and bases the write on
    parked,          ///< verb, operation, key, value, state, file, line, stack: waits for its turn (Step mode), sleeps, or waits
    issued,          ///< as parked: the operation is on its way to the store
    effect,          ///< as issued, with outcome, found, applied, value: the store performed it. detail: expiry deadline of what was stored
                     ///< (lab ns), 0 = none. An effect after the operation's `replied` is a late one: the client had given up.
                     ///< Of a commit, found says whether the row exists after it. A batch has one effect for each change applied.
                     ///< An UPDATE with neither request nor operation was made past the application.
    replied,         ///< as effect, with timing: the application learnt of it. detail: Reply::affected, or the token where there is one
    request_ended,   ///< kind, key, value, outcome (ok = answered or acknowledged), found; source; session; detail: latency in ns
    fault_injected,  ///< fault and all else that core/model/fault_event.h puts there
    fault_healed,    ///< likewise
    expired,         ///< key, value: its TTL passed. Drawn from our own deadline, not from the server's report, which comes late.
    evicted,         ///< key: the cache gave it up for memory
    enqueued,        ///< key, value: an acknowledged write waits in the application's memory; detail: queue length
    flushed,         ///< detail: how many queued writes a batch committed
    crashed,         ///< instance: its frames and memory are gone; detail: queued writes lost with it
    restarted,       ///< instance
    cache_started,   ///< detail: process id; the cache is empty but for what `restored` tells next
    cache_died,      ///< detail: 1 when nobody asked for it
    mode_changed,    ///< detail: 0 step, 1 run
    sample,          ///< detail: bytes of memory the cache uses
    call,           ///< defines a call stack before its first use: stack, file, line of one caller; detail: 0 for the outermost, then 1 ...
    coalesced,      ///< key, value: a queued write that a newer one of its row has replaced; detail: the newer write
    local_hit,      ///< key, value, state: answered from the instance's own memory
    local_stored,   ///< key, value, state: the instance keeps a copy; detail: when it expires (lab ns), 0 = never
    local_dropped,  ///< key: the copy is gone; detail: 0 dropped, 1 expired, 2 evicted, 3 by a message. Key{} = all of them
    message,        ///< key, instance (who receives it); detail: Channel
    breaker,        ///< the instance's circuit breaker; detail: 0 closed, 1 open, 2 half-open
    shed,           ///< key: a load was refused to spare the database; detail: loads that wait
    guarded,        ///< key: a guard decided; detail: what, a Decision
    dead_letter,    ///< key, value: an acknowledged write that the database refused too often is given up
    cache_emptied,  ///< the cache has nothing any more, and its server goes on (FLUSHALL)
    restored,       ///< key, value, state: the cache's server has come back with this entry; detail: when it expires (lab ns), 0 = never
    reverted,       ///< key, value, found: a power cut has taken back commits: the row is this one again, or again absent
    pool,           ///< the database's connections: detail: in use; operation: askers that wait for one; session: how many there are
};

inline constexpr EventType kLastEvent = EventType::pool;

/// What a guard decided, where no operation shows it.
enum class Decision : std::uint8_t {
    filtered,        ///< bloom: there can be no such row
    refresh_early,   ///< xfetch, early-random, refresh-ahead: this request loads before the entry expires
    served_stale,    ///< swr: answered with an entry past its soft deadline
    joined,          ///< single-flight: waits for the load of another request
    skipped_cache,   ///< circuit-breaker: the cache is not asked
    gave_up_waiting  ///< mutex, lease: loads without the lock
};

/// One entry of the journal: a plain value of fixed size. Only what `type` names is meaningful.
struct Event {
    Instant at{0};
    EventType type = EventType::request_begun;
    Verb verb = Verb::none;
    Outcome outcome = Outcome::ok;
    RequestKind kind = RequestKind::read;
    InstanceId instance = 0;
    bool found = false;
    Source source = Source::none;
    FaultKind fault : 6 = FaultKind::redis_kill;
    bool outbox : 1 = false;  ///< of an operation, as asked: see Operation ...
    bool newer : 1 = false;   ///< ... whose condition is Condition::newer
    EntryState state = EntryState::value;
    bool applied = false;
    std::uint16_t file = 0;
    std::uint16_t line = 0;
    std::uint16_t stack = 0;
    RequestId request = 0;
    OperationId operation = 0;
    Key key{};
    SessionId session = 0;
    Value value{};
    Timing timing{};
    std::int64_t detail = 0;
};

static_assert(std::is_trivially_copyable_v<Event> && sizeof(Event) == 88);

/// Whether the effect left a value, or a note that there is none, in the cache under its key.
inline bool stored(const Event& effect) {
    const bool erasure = effect.state == EntryState::absent && (effect.verb == Verb::list_write || effect.verb == Verb::stream_write);
    return effect.applied && stores(effect.verb) && !erasure;
}
/// Whether the effect removed what the cache held under its key.
inline bool removed(const Event& effect) { return effect.applied && (removes(effect.verb) || (stores(effect.verb) && !stored(effect))); }

static_assert(kFaultCount <= 64);

const char* name_of(EventType type);
const char* name_of(Decision decision);

}  // namespace stampede
