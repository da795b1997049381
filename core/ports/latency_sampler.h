// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cmath>
#include <numbers>

#include "core/model/run_config.h"
#include "core/ports/random_source.h"

namespace stampede {

/// Draws the modelled time of each operation, there and back, from a LatencyModel. A world asks once an operation, when it is issued. The
/// cache and the database have a stream of draws each, so that the order in which they take turns changes neither.
class LatencySampler {
   public:
    LatencySampler(const LatencyModel& model, RandomSource random) : model_(model), beginning_(random) { restart(); }

    /// The sampler of a run: its stream follows from the run's seed and shares no draw with strategies or clients.
    explicit LatencySampler(const RunConfig& config) : LatencySampler(config.latency, RandomSource(config.seed ^ kStream)) {}

    /// The same draws again.
    void restart() {
        RandomSource random = beginning_;
        cache_ = random.fork();
        database_ = random.fork();
    }

    /// From now on, or no longer, nobody waits for modelled time.
    void hurry(bool on) { hurried_ = on; }
    /// How long to wait for so much modelled or added time. What would miss a deadline is waited for even in a hurry, so that it misses it.
    Duration waited(Duration time, Duration deadline) const {
        return hurried_ && (deadline == Duration{0} || time < deadline) ? Duration{0} : time;
    }

    Duration cache() { return sample(model_.cache, cache_); }
    Duration database() { return sample(model_.database, database_); }

   private:
    static constexpr std::uint64_t kStream = 0x6c6174656e6379ULL;

    // A model without spread draws nothing.
    Duration sample(Duration median, RandomSource& random) const {
        double factor = 1;
        if (model_.spread == Spread::log_normal) factor = std::exp(model_.sigma * normal(random));
        if (model_.tail_share > 0 && random.unit() < model_.tail_share) factor *= model_.tail_factor;
        if (factor == 1) return median;
        return Duration(static_cast<Duration::rep>(static_cast<double>(median.count()) * factor));
    }

    // Box and Muller (1958): two even draws make a standard normal one. The other half of the pair is not worth keeping.
    static double normal(RandomSource& random) {
        const double radius = std::sqrt(-2 * std::log(1 - random.unit()));
        return radius * std::cos(2 * std::numbers::pi * random.unit());
    }

    LatencyModel model_;
    RandomSource beginning_;
    RandomSource cache_ = beginning_;
    RandomSource database_ = beginning_;
    bool hurried_ = false;
};

}  // namespace stampede
