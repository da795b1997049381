// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <map>

#include "core/ports/host.h"

namespace stampede {

/// One at a time for each key, within one instance. Writers take turns so that the order of a key's changes in the cache is their order in
/// the queue: otherwise two writers could leave the cache with one value and the database with the other.
class KeyTurns {
   public:
    explicit KeyTurns(Host& instance) : host(instance) {}

    Task<void> enter(Key key);
    void leave(Key key);

   private:
    Host& host;
    std::map<Key, std::uint64_t> taken;  // with the signal that tells when the turn ends
};

}  // namespace stampede
