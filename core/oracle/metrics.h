// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

#include "core/model/event.h"
#include "core/oracle/histogram.h"

namespace stampede {

/// What a run amounts to, counted from the journal: a fold over events, O(1) each. Latencies are those of whole requests that ran in
/// Run mode; stepped requests, which waited for a person, never enter them.
struct Metrics {
    std::uint64_t requests = 0;  ///< ended
    std::uint64_t reads = 0;
    std::uint64_t writes = 0;
    std::uint64_t hits = 0;        ///< reads answered from a cache: by Redis or by the instance's own memory, "no such row" included
    std::uint64_t local_hits = 0;  ///< ... of these, by the instance's own memory
    std::uint64_t misses = 0;      ///< all other reads, failed ones too
    std::uint64_t errors = 0;      ///< requests that did not end ok
    std::uint64_t db_reads = 0;
    std::uint64_t db_writes = 0;  ///< rows written or deleted
    std::uint64_t cache_ops = 0;
    std::uint64_t evictions = 0;
    std::uint64_t expiries = 0;
    std::uint64_t timeouts = 0;
    std::uint64_t shed = 0;  ///< loads refused to spare the database
    std::uint64_t queue_depth = 0;
    std::uint64_t queue_peak = 0;
    std::uint64_t lost_in_crashes = 0;  ///< queued writes lost with an instance
    std::int64_t cache_bytes = 0;
    Instant last{0};
    Histogram read_latency;
    Histogram write_latency;

    void apply(const Event& event);

    double hit_rate() const { return reads == 0 ? 0 : static_cast<double>(hits) / static_cast<double>(reads); }

   private:
    bool running_ = false;
};

}  // namespace stampede
