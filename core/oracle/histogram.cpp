// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/oracle/histogram.h"

#include <algorithm>
#include <bit>
#include <cmath>

namespace stampede {
namespace {

constexpr unsigned kSubBits = 7;
constexpr std::uint64_t kSub = std::uint64_t{1} << kSubBits;

// Values below 2 * kSub have a bucket of their own; above, kSub buckets for each further power of two.
std::size_t bucket_of(std::uint64_t value) {
    if (value < 2 * kSub) return value;
    const unsigned shift = static_cast<unsigned>(std::bit_width(value)) - 1 - kSubBits;
    return shift * kSub + (value >> shift);
}

// The middle of a bucket, which halves the largest possible error.
std::uint64_t middle_of(std::size_t bucket) {
    if (bucket < 2 * kSub) return bucket;
    const std::uint64_t shift = bucket / kSub - 1;
    const std::uint64_t low = (bucket - shift * kSub) << shift;
    return low + ((std::uint64_t{1} << shift) - 1) / 2;
}

}  // namespace

void Histogram::record(Duration latency) {
    const std::uint64_t value = latency.count() < 0 ? 0 : static_cast<std::uint64_t>(latency.count());
    const std::size_t bucket = bucket_of(value);
    if (bucket >= buckets_.size()) buckets_.resize(bucket + 1);
    ++buckets_[bucket];
    ++count_;
    sum_ += static_cast<double>(value);
    max_ = std::max(max_, latency);
}

void Histogram::merge(const Histogram& other) {
    if (other.buckets_.size() > buckets_.size()) buckets_.resize(other.buckets_.size());
    for (std::size_t i = 0; i < other.buckets_.size(); ++i) buckets_[i] += other.buckets_[i];
    count_ += other.count_;
    sum_ += other.sum_;
    max_ = std::max(max_, other.max_);
}

void Histogram::clear() {
    std::fill(buckets_.begin(), buckets_.end(), 0);
    count_ = 0;
    sum_ = 0;
    max_ = Duration{0};
}

Duration Histogram::quantile(double q) const {
    if (count_ == 0) return Duration{0};
    const auto rank = static_cast<std::uint64_t>(std::ceil(std::clamp(q, 0.0, 1.0) * static_cast<double>(count_)));
    std::uint64_t seen = 0;
    for (std::size_t bucket = 0; bucket < buckets_.size(); ++bucket) {
        seen += buckets_[bucket];
        if (seen >= std::max<std::uint64_t>(rank, 1)) {
            return std::min(max_, Duration(static_cast<std::int64_t>(middle_of(bucket))));
        }
    }
    return max_;
}

}  // namespace stampede
