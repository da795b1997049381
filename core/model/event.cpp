// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/event.h"

namespace stampede {

const char* name_of(EventType type) {
    switch (type) {
        case EventType::request_begun: return "request_begun";
        case EventType::parked: return "parked";
        case EventType::issued: return "issued";
        case EventType::effect: return "effect";
        case EventType::replied: return "replied";
        case EventType::request_ended: return "request_ended";
        case EventType::fault_injected: return "fault_injected";
        case EventType::fault_healed: return "fault_healed";
        case EventType::expired: return "expired";
        case EventType::evicted: return "evicted";
        case EventType::enqueued: return "enqueued";
        case EventType::flushed: return "flushed";
        case EventType::crashed: return "crashed";
        case EventType::restarted: return "restarted";
        case EventType::cache_started: return "cache_started";
        case EventType::cache_died: return "cache_died";
        case EventType::mode_changed: return "mode_changed";
        case EventType::sample: return "sample";
        case EventType::call: return "call";
        case EventType::coalesced: return "coalesced";
        case EventType::local_hit: return "local_hit";
        case EventType::local_stored: return "local_stored";
        case EventType::local_dropped: return "local_dropped";
        case EventType::message: return "message";
        case EventType::breaker: return "breaker";
        case EventType::shed: return "shed";
        case EventType::guarded: return "guarded";
        case EventType::dead_letter: return "dead_letter";
        case EventType::cache_emptied: return "cache_emptied";
        case EventType::restored: return "restored";
        case EventType::reverted: return "reverted";
        case EventType::pool: return "pool";
    }
    return "";
}

const char* name_of(Decision decision) {
    switch (decision) {
        case Decision::filtered: return "filtered";
        case Decision::refresh_early: return "refresh_early";
        case Decision::served_stale: return "served_stale";
        case Decision::joined: return "joined";
        case Decision::skipped_cache: return "skipped_cache";
        case Decision::gave_up_waiting: return "gave_up_waiting";
    }
    return "";
}

}  // namespace stampede
