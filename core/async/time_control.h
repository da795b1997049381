// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>

namespace stampede {

/// Stops, restarts and pushes lab time. Repeated calls do not count.
class TimeControl {
   public:
    virtual ~TimeControl() = default;
    virtual void freeze() = 0;
    virtual void thaw() = 0;
    virtual void advance(std::chrono::nanoseconds by) = 0;
};

}  // namespace stampede
