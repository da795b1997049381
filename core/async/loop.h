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
    virtual void stop() = 0;

    /// Runs the call soon on the loop's thread, in order of posting.
    virtual void post(std::function<void()> call) = 0;
};

}  // namespace stampede
