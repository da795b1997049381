// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>

#include "core/ports/environment.h"
#include "core/strategies/options.h"

namespace stampede {

/// Reads wait for the cache only this long and then go to the database. It is no layer: it shortens the deadline of every look into the
/// cache, whichever layer looks; what to do when the cache does not answer, paths know already. Writers keep theirs.
struct Fallback {
    static constexpr std::array kOptions{
        OptionInfo{"deadline", "a read waits so long for the cache", Unit::milliseconds, 20, 1, 10000},
    };
};

/// Gives the fallback's deadline to everything that will be made with the environment.
void adapt_for_fallback(const Options& options, Environment& environment);

}  // namespace stampede
