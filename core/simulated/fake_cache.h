// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <unordered_map>
#include <vector>

#include "core/model/key.h"
#include "core/model/time.h"
#include "core/model/value.h"

namespace stampede {

/// A cache in memory with Redis's semantics for the verbs that the lab uses: SET replaces value and TTL, an expired key is not there, and
/// at the memory limit the least recently used key goes first (exact LRU, which Redis approximates by sampling).
class FakeCache {
   public:
    /// About what one small JSON value costs in Redis 7, key and overhead included.
    static constexpr std::size_t kEntryBytes = 320;

    using Evicted = std::function<void(Key)>;

    FakeCache(std::size_t memory, Evicted evicted) : capacity_(memory / kEntryBytes), evicted_(std::move(evicted)) {}

    /// nullptr: a miss.
    const Value* get(Key key, Instant now);
    /// `expires` 0: never.
    void set(Key key, Value value, Instant expires);
    /// The number of keys removed.
    std::uint32_t del(Key key, Instant now);

    /// Removes the key if its deadline has passed; false when it is not there or was set again since.
    bool expire(Key key, Instant now);
    void clear();

    bool contains(Key key) const { return index_.contains(key); }
    std::vector<Key> keys() const;
    std::size_t bytes() const { return index_.size() * kEntryBytes; }

   private:
    static constexpr std::uint32_t kNone = 0xffffffff;
    struct Node {
        Key key{};
        Value value{};
        Instant expires{0};
        std::uint32_t newer = kNone;
        std::uint32_t older = kNone;
    };

    void remove(std::uint32_t node);
    void unlink(std::uint32_t node);
    void link_newest(std::uint32_t node);
    static bool expired(const Node& node, Instant now) { return node.expires != Instant{0} && node.expires <= now; }

    std::size_t capacity_;
    Evicted evicted_;
    std::unordered_map<Key, std::uint32_t, KeyHash> index_;
    std::vector<Node> nodes_;
    std::vector<std::uint32_t> free_;
    std::uint32_t newest_ = kNone;
    std::uint32_t oldest_ = kNone;
};

}  // namespace stampede
