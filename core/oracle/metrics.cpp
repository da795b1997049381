// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/oracle/metrics.h"

#include <algorithm>

namespace stampede {
namespace {

void end_request(Metrics& metrics, const Event& event, bool timed) {
    ++metrics.requests;
    if (event.outcome != Outcome::ok) ++metrics.errors;
    const bool read = event.kind == RequestKind::read;
    if (read) {
        ++metrics.reads;
        const bool local = event.outcome == Outcome::ok && event.source == Source::local;
        const bool hit = local || (event.outcome == Outcome::ok && event.source == Source::cache);
        ++(hit ? metrics.hits : metrics.misses);
        metrics.local_hits += local ? 1 : 0;
    } else {
        ++metrics.writes;
    }
    if (timed) (read ? metrics.read_latency : metrics.write_latency).record(Duration(event.detail));
}

void count_effect(Metrics& metrics, const Event& event) {
    switch (component_of(event.verb)) {
        case Component::cache: ++metrics.cache_ops; break;
        case Component::database:
            metrics.db_reads += event.verb == Verb::db_select ? 1 : 0;
            metrics.db_writes += commits(event.verb) && event.applied ? 1 : 0;
            break;
        case Component::application: break;
    }
}

}  // namespace

void Metrics::apply(const Event& event) {
    last = event.at;
    switch (event.type) {
        case EventType::request_ended: end_request(*this, event, running_); break;
        case EventType::effect: count_effect(*this, event); break;
        case EventType::replied: timeouts += event.outcome == Outcome::timed_out ? 1 : 0; break;
        case EventType::evicted: ++evictions; break;
        case EventType::shed: ++shed; break;
        case EventType::expired: ++expiries; break;
        case EventType::enqueued: queue_peak = std::max(queue_peak, ++queue_depth); break;
        case EventType::flushed: queue_depth -= std::min(queue_depth, static_cast<std::uint64_t>(event.detail)); break;
        case EventType::crashed:
            lost_in_crashes += static_cast<std::uint64_t>(event.detail);
            queue_depth -= std::min(queue_depth, static_cast<std::uint64_t>(event.detail));
            break;
        case EventType::sample: cache_bytes = event.detail; break;
        case EventType::mode_changed: running_ = event.detail != 0; break;
        default: break;
    }
}

}  // namespace stampede
