// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <deque>

#include "core/simulated/fake_redis.h"

namespace stampede {

/// What an append-only file is for: the server can be taken back to what it held. Marks are taken when the server is about to change, and
/// at most ten a second, so a power cut takes up to a tenth of a second more than it is asked to.
class FakeAppendOnlyFile {
   public:
    explicit FakeAppendOnlyFile(bool kept) : kept_(kept) {}

    bool kept() const { return kept_; }

    /// A power cut leaves at least what is there now.
    void begin(FakeRedis& redis) {
        marks_.clear();
        last_change_ = Instant::min();
        if (!kept_) return;
        redis.entries().log().keep(true);
        marks_.push_back({last_change_, redis.mark()});
        trim(redis);
    }

    /// Before the server performs something.
    void before_change(FakeRedis& redis, Instant now) {
        if (!kept_) return;
        if (last_change_ > marks_.back().at && now - marks_.back().taken >= kGrain) take(redis, now);
        last_change_ = now;
    }

    void go_back_to(FakeRedis& redis, Instant moment, Instant now) {
        if (last_change_ > marks_.back().at) marks_.push_back({last_change_, redis.mark(), now});
        while (marks_.size() > 1 && marks_.back().at > moment) marks_.pop_back();
        redis.go_back_to(marks_.back().mark, now);
    }

   private:
    static constexpr Duration kGrain = std::chrono::milliseconds(100);
    static constexpr Duration kHorizon = std::chrono::seconds(61);  // a power cut takes a minute at most

    struct Marked {
        Instant at{0};  ///< of the last change before it
        FakeRedis::Mark mark{};
        Instant taken{0};
    };

    void take(FakeRedis& redis, Instant now) {
        marks_.push_back({last_change_, redis.mark(), now});
        while (marks_.size() > 2 && marks_[1].at < now - kHorizon) marks_.pop_front();
        trim(redis);
    }
    void trim(FakeRedis& redis) { redis.entries().log().forget_before(marks_.front().mark.entries); }

    bool kept_;
    Instant last_change_ = Instant::min();
    std::deque<Marked> marks_;  // not empty once it has begun
};

}  // namespace stampede
