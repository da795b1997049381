// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/time.h"

namespace stampede {

/// How long something has been broken, so that waiting for it can be told apart from work: the difference of two totals is the fault's
/// share of the time between them.
class FaultTime {
   public:
    bool active() const { return active_; }
    void begin(Instant now) {
        if (active_) return;
        active_ = true;
        since_ = now;
    }
    void end(Instant now) {
        if (!active_) return;
        active_ = false;
        past_ += now - since_;
    }
    Duration total(Instant now) const { return active_ ? past_ + (now - since_) : past_; }

   private:
    bool active_ = false;
    Instant since_{0};
    Duration past_{0};
};

}  // namespace stampede
