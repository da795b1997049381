// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/oracle/series.h"

#include <algorithm>

#include "core/model/fault_event.h"

namespace stampede {

void Series::apply(const Event& event) {
    if (event.at >= open_until_) close_ticks(event.at);
    count(event);
}

void Series::close_ticks(Instant now) {
    // A long silence is summed up: the window empties, then nothing changes until the next event.
    for (std::size_t closed = 0; now >= open_until_ && closed <= kWindowTicks; ++closed) {
        close_tick(open_until_);
        open_until_ += kTick;
    }
    if (now >= open_until_) open_until_ += kTick * ((now - open_until_) / kTick + 1);
}

void Series::add_point(Instant at) {
    Bucket sum;
    for (const Bucket& bucket : window_) {
        sum.reads += bucket.reads;
        sum.hits += bucket.hits;
        sum.requests += bucket.requests;
        sum.db_reads += bucket.db_reads;
        sum.latency.merge(bucket.latency);
    }
    const double seconds = to_seconds(kTick) * static_cast<double>(window_.size());
    SeriesPoint point;
    point.at = at;
    if (sum.reads > 0) point.hit_rate = static_cast<double>(sum.hits) / static_cast<double>(sum.reads);
    if (sum.latency.count() > 0) {
        point.p50_ms = to_ms(sum.latency.quantile(0.50));
        point.p95_ms = to_ms(sum.latency.quantile(0.95));
        point.p99_ms = to_ms(sum.latency.quantile(0.99));
    }
    point.db_reads_per_second = static_cast<double>(sum.db_reads) / seconds;
    point.requests_per_second = static_cast<double>(sum.requests) / seconds;
    point.queue_depth = static_cast<double>(queue_depth_);
    point.cache_bytes = static_cast<double>(cache_bytes_);
    points_.push_back(point);
    if (points_.size() > kMostPoints) points_.pop_front();
}

void Series::close_tick(Instant end) {
    add_point(end);
    if (window_.size() == kWindowTicks) {
        Bucket oldest = std::move(window_.front());
        window_.pop_front();
        oldest.latency.clear();
        window_.push_back({0, 0, 0, 0, std::move(oldest.latency)});
    } else {
        window_.emplace_back();
    }
}

void Series::count(const Event& event) {
    Bucket& open = window_.back();
    switch (event.type) {
        case EventType::request_ended:
            ++open.requests;
            if (event.kind == RequestKind::read) {
                ++open.reads;
                open.hits += event.outcome == Outcome::ok && (event.source == Source::cache || event.source == Source::local) ? 1 : 0;
            }
            if (running_) open.latency.record(Duration(event.detail));
            if (!running_) add_point(event.at);
            break;
        case EventType::effect: open.db_reads += event.verb == Verb::db_select ? 1 : 0; break;
        case EventType::enqueued: ++queue_depth_; break;
        case EventType::flushed:
        case EventType::crashed: queue_depth_ -= std::min(queue_depth_, static_cast<std::uint64_t>(event.detail)); break;
        case EventType::sample: cache_bytes_ = event.detail; break;
        case EventType::mode_changed: running_ = event.detail != 0; break;
        // Injected again it has other parameters from now on.
        case EventType::fault_injected:
        case EventType::fault_healed:
            for (FaultSpan& span : faults_) {
                if (span.to == kNever && same_scope(span.fault, fault_in(event))) span.to = event.at;
            }
            if (event.type == EventType::fault_healed) break;
            faults_.push_back({fault_in(event), event.at, lasting(event.fault) ? kNever : event.at});
            break;
        default: break;
    }
}

}  // namespace stampede
