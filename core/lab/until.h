// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>

#include "core/async/virtual_time_loop.h"

namespace stampede {

/// Runs a world's loop until the condition holds; false when that takes too long. Not from inside that loop.
using Until = std::function<bool(const std::function<bool()>&)>;

/// That of a simulated world in virtual time, where nothing takes long.
inline Until until_of(VirtualTimeLoop& loop) {
    return [&loop](const std::function<bool()>& condition) {
        while (!condition() && loop.run_one()) {
        }
        return condition();
    };
}

}  // namespace stampede
