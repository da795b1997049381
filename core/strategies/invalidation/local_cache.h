// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <list>
#include <map>

#include "core/ports/environment.h"

namespace stampede {

/// The first of two tiers: copies of cached entries in one instance's memory, bounded, the least recently used goes first, each with a
/// time to live of its own. A crash takes it.
///
/// A copy is asked for and arrives later; in between a message may say that the key has changed, and message and answer travel on
/// different connections. So whoever asks leaves a placeholder, and the answer is kept only if its placeholder is still there.
class LocalCache {
   public:
    enum class Why : std::uint8_t { dropped, expired, evicted, message };

    LocalCache(std::size_t entries, Duration ttl, Host& host_, Clock clock_)
        : capacity(entries), time_to_live(ttl), host(host_), clock(clock_) {}

    /// The copy, or an unsettled reply.
    Reply find(Key key);

    /// Leaves a placeholder, before asking. Whoever asks later for the same key takes its place.
    std::uint64_t expect(Key key);
    /// Keeps what the shared cache answered, unless the placeholder is gone.
    void keep(Key key, std::uint64_t placeholder, Reply reply);

    /// The key has changed: neither the copy nor any answer on its way may be kept.
    void drop(Key key, Why why);
    /// Anything may have changed.
    void drop_all(Why why);

   private:
    struct Slot {
        Key key{};
        std::uint64_t placeholder = 0;  ///< 0: the copy is there
        Reply reply{};
        Instant expires{0};
    };
    using Order = std::list<Slot>;

    Slot& slot_for(Key key);
    void remove(Order::iterator slot, Why why);

    std::size_t capacity;
    Duration time_to_live;
    Host& host;
    Clock clock;
    Order order;  // the most recently used first
    std::map<Key, Order::iterator> index;
    std::uint64_t last_placeholder = 0;
};

}  // namespace stampede
