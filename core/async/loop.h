// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>

#include "core/async/scheduler.h"

namespace stampede {

/// A scheduler that owns a thread while it runs. `post` and `stop` may be called from any thread, everything else from the loop's own.
class Loop : public Scheduler {
   public:
    /// Runs until `stop`.
    virtual void run() = 0;
    /// Runs until the condition holds, which is asked after every turn, and says whether it does; at most so long by the wall clock, and not
    /// beyond `stop`. Not from inside the loop.
    virtual bool run_until(const std::function<bool()>& condition, std::chrono::nanoseconds at_most) = 0;
    virtual void stop() = 0;

    /// Runs the call soon on the loop's thread, in order of posting.
    virtual void post(std::function<void()> call) = 0;
};

}  // namespace stampede
