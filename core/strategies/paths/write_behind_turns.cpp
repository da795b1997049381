// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/strategies/paths/write_behind_turns.h"

namespace stampede {

Task<void> KeyTurns::enter(Key key) {
    while (taken.contains(key)) co_await host.wait(taken.at(key), Duration(0));
    taken[key] = host.new_signal();
}

void KeyTurns::leave(Key key) {
    const auto turn = taken.find(key);
    const std::uint64_t ended = turn->second;
    taken.erase(turn);
    host.raise(ended);
}

}  // namespace stampede
