// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

#include "core/async/loop.h"
#include "core/ports/world.h"

namespace stampede {

/// A world and the loop that it runs on: what a lab stands on. Built on the thread that will run it. The world goes first.
struct Rig {
    std::unique_ptr<Loop> loop;
    std::unique_ptr<World> world;
};

}  // namespace stampede
