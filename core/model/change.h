// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

#include "core/model/key.h"
#include "core/model/value.h"

namespace stampede {

/// What a client wants done to a row: written (inserted or replaced) or erased. Either way it is a write with an identity of its own.
struct Change {
    WriteId id = 0;
    bool erase = false;
    bool outbox = false;  ///< the transaction that makes it notes the key in the outbox, too
};

/// A change that waits to be committed, in an application's memory or in a queue of the cache.
struct PendingWrite {
    Key key{};
    WriteId write = 0;
    bool erase = false;
    std::uint16_t deliveries = 0;  ///< how often a stream has handed it out
    std::uint64_t ticket = 0;      ///< its place in the queue that it came from: grows with every entry; 0: none

    Change change() const { return Change{write, erase}; }
};

}  // namespace stampede
