// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>

#include "core/model/time.h"

namespace stampede {

/// Exponential backoff: each wait is twice the last, up to a maximum.
class Backoff {
   public:
    Backoff(Duration from, Duration to) : first(std::min(from, to)), longest(to), wait(first) {}

    Duration next() {
        const Duration now = wait;
        wait = std::min(2 * wait, longest);
        return now;
    }
    void reset() { wait = first; }

   private:
    Duration first;
    Duration longest;
    Duration wait;
};

}  // namespace stampede
