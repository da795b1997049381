// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <vector>

#include "core/model/time.h"

namespace stampede {

/// Latencies in a log-linear histogram, as HdrHistogram lays it out: each power of two is divided into 128 equal buckets, so a quantile
/// is off by at most 1/256 (0.4 %). Recording is O(1); histograms add up exactly.
class Histogram {
   public:
    void record(Duration latency);
    void merge(const Histogram& other);
    void clear();

    std::uint64_t count() const { return count_; }
    Duration max() const { return max_; }
    Duration mean() const { return count_ == 0 ? Duration{0} : Duration(static_cast<std::int64_t>(sum_ / static_cast<double>(count_))); }

    /// The latency that a share `q` (0 to 1) of the recorded ones does not exceed; 0 when empty.
    Duration quantile(double q) const;

   private:
    std::vector<std::uint32_t> buckets_;  // grows to the largest latency seen
    std::uint64_t count_ = 0;
    double sum_ = 0;
    Duration max_{0};
};

}  // namespace stampede
