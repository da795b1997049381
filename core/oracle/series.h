// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <deque>
#include <vector>

#include "core/model/event.h"
#include "core/oracle/histogram.h"

namespace stampede {

/// One tick of the charts, over the window that ends with it.
struct SeriesPoint {
    Instant at{0};
    double hit_rate = -1;  ///< 0 to 1 over the window; -1: no read ended in it
    double p50_ms = -1;    ///< -1: no request ended in it
    double p95_ms = -1;
    double p99_ms = -1;
    double db_reads_per_second = 0;
    double requests_per_second = 0;
    double queue_depth = 0;
    double cache_bytes = 0;
};

/// When a fault was active; `to` is kNever while it is.
struct FaultSpan {
    Fault fault{};
    Instant from{0};
    Instant to{0};
};

/// Hit rate, latency and load over time, for charts: a fold over the journal, one point a tick of lab time, each over a sliding window.
/// In Step mode, where lab time hardly moves, each request that ends makes a point too. Stepped requests never enter latency.
class Series {
   public:
    static constexpr Duration kTick = std::chrono::milliseconds(250);
    static constexpr std::size_t kWindowTicks = 8;
    static constexpr std::size_t kMostPoints = 14'400;  ///< an hour; the oldest are let go

    void apply(const Event& event);

    const std::deque<SeriesPoint>& points() const { return points_; }
    const std::vector<FaultSpan>& faults() const { return faults_; }

   private:
    struct Bucket {
        std::uint64_t reads = 0;
        std::uint64_t hits = 0;
        std::uint64_t requests = 0;
        std::uint64_t db_reads = 0;
        Histogram latency;
    };

    void close_ticks(Instant now);
    void close_tick(Instant end);
    void add_point(Instant at);
    void count(const Event& event);

    std::deque<Bucket> window_{1};  // the last one is open
    Instant open_until_ = kTick;
    std::deque<SeriesPoint> points_;
    std::vector<FaultSpan> faults_;
    std::uint64_t queue_depth_ = 0;
    std::int64_t cache_bytes_ = 0;
    bool running_ = false;
};

}  // namespace stampede
