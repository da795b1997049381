// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>

namespace stampede {

/// Runs a world's loop until the condition holds; false when that takes too long. Not from inside that loop.
using Until = std::function<bool(const std::function<bool()>&)>;

}  // namespace stampede
