// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>

#include "core/model/time.h"
#include "core/ports/random_source.h"

namespace stampede {

/// What Redis notes in 24 bits of each key in order to judge, at the memory limit, how much it is worth: for the LRU policies the second of
/// its last use, for the LFU policies a small counter of uses. Figures as in redis.conf of Redis 7.
class KeyUse {
   public:
    /// A new key.
    explicit KeyUse(Instant now = Instant{0}) : second_(seconds(now)), minute_(minutes(now)) {}

    void touch(Instant now) { second_ = seconds(now); }

    /// A Morris counter: the more uses it stands for, the less likely the next one moves it (lfu-log-factor 10).
    void count(Instant now, RandomSource& random) {
        counter_ = frequency(now);
        minute_ = minutes(now);
        if (counter_ == 255) return;
        const double uses = counter_ > kInitial ? counter_ - kInitial : 0;
        if (random.unit() < 1 / (uses * kLogFactor + 1)) ++counter_;
    }

    /// Whole seconds since the last use: Redis's clock of uses has no finer hand, so at many uses a second LRU is a rough guess.
    std::uint32_t idle(Instant now) const { return seconds(now) - second_; }

    /// The counter, which loses one in a minute (lfu-decay-time 1).
    std::uint8_t frequency(Instant now) const {
        const std::uint32_t elapsed = minutes(now) - minute_;
        return elapsed >= counter_ ? 0 : static_cast<std::uint8_t>(counter_ - elapsed);
    }

   private:
    static constexpr std::uint8_t kInitial = 5;  // LFU_INIT_VAL: a new key is not the first to go
    static constexpr double kLogFactor = 10;

    static std::uint32_t seconds(Instant at) {
        return static_cast<std::uint32_t>(std::chrono::duration_cast<std::chrono::seconds>(at).count());
    }
    static std::uint32_t minutes(Instant at) { return seconds(at) / 60; }

    std::uint32_t second_;
    std::uint32_t minute_;
    std::uint8_t counter_ = kInitial;
};

}  // namespace stampede
