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
    request_begun,  ///< kind, key
    parked,         ///< verb, operation, key, value, file, line: the strategy waits for its turn (Step mode), or sleeps
    issued,         ///< as parked: the operation is on its way to the store
    effect,         ///< as issued, with outcome, found, value: the store performed it. detail: expiry deadline of a SET (lab ns), 0 = none.
                    ///< An effect after the operation's `replied` is a late one: the client had given up.
    replied,        ///< as effect, with timing: the application learnt of it
    request_ended,  ///< kind, key, value, outcome (ok = answered or acknowledged), found; source; detail: latency in ns
    fault_injected,  ///< fault, key; detail: added latency in ns
    fault_healed,    ///< fault
    expired,         ///< key, value: its TTL passed. Drawn from our own deadline, not from the server's report, which comes late.
    evicted,         ///< key: the cache gave it up for memory
    enqueued,        ///< key, value: an acknowledged write waits in the application's memory; detail: queue length
    flushed,         ///< detail: how many queued writes a batch committed
    crashed,         ///< instance: its frames and memory are gone; detail: queued writes lost with it
    restarted,       ///< instance
    cache_started,   ///< detail: process id; the cache is empty
    cache_died,      ///< detail: 1 when nobody asked for it
    mode_changed,    ///< detail: 0 step, 1 run
    sample,          ///< detail: bytes of memory the cache uses
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
    FaultKind fault = FaultKind::redis_kill;
    std::uint32_t file = 0;
    std::uint32_t line = 0;
    RequestId request = 0;
    OperationId operation = 0;
    Key key{};
    Value value{};
    Timing timing{};
    std::int64_t detail = 0;
};

static_assert(std::is_trivially_copyable_v<Event> && sizeof(Event) == 80);

const char* name_of(EventType type);

}  // namespace stampede
