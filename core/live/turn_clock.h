// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/time.h"

namespace stampede {

/// The monotonic clock, read once for a handful of questions: a turn of a busy loop asks it hundreds of times, and each reading costs as
/// much as the rest of what the question is for. Outside a turn, and as the first thing after a wait, every question is a reading.
class TurnClock {
   public:
    /// Shares its zero with timerfd's CLOCK_MONOTONIC.
    static Instant read() { return std::chrono::steady_clock::now().time_since_epoch(); }

    Instant now() const {
        if (--left_ <= 0) {
            last_ = read();
            left_ = in_turn_ ? kQuestions : 0;
        }
        return last_;
    }

    void enter() { in_turn_ = true; }
    void leave() {
        in_turn_ = false;
        left_ = 0;
    }
    void expect_wait() { left_ = 0; }

   private:
    static constexpr int kQuestions = 16;
    bool in_turn_ = false;
    mutable int left_ = 0;
    mutable Instant last_{0};
};

}  // namespace stampede
