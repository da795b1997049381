// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/time.h"

namespace stampede {

/// Lab time: the machine's monotonic clock, which is given with each call, minus the time spent frozen, plus whatever it was pushed on.
class LabClock {
   public:
    explicit LabClock(Instant wall) : behind_(wall) {}

    Instant now(Instant wall) const { return frozen_ ? frozen_at_ : wall - behind_; }
    bool frozen() const { return frozen_; }

    void freeze(Instant wall) {
        if (frozen_) return;
        frozen_at_ = now(wall);
        frozen_ = true;
    }
    void thaw(Instant wall) {
        if (!frozen_) return;
        behind_ = wall - frozen_at_;
        frozen_ = false;
    }
    /// Never moves back.
    void advance_to(Instant instant, Instant wall) {
        const Duration step = instant - now(wall);
        if (step <= Duration{0}) return;
        if (frozen_) frozen_at_ = instant;
        if (!frozen_) behind_ -= step;
    }

    /// When on the monotonic clock lab time reaches the instant if it is not frozen meanwhile. Precondition: not frozen.
    Instant wall_of(Instant instant) const { return instant + behind_; }

   private:
    bool frozen_ = false;
    Instant frozen_at_{0};
    Duration behind_;
};

}  // namespace stampede
