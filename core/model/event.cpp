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
    }
    return "";
}

}  // namespace stampede
