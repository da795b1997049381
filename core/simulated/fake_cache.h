// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <optional>
#include <utility>
#include <vector>

#include "core/model/entry.h"
#include "core/model/key.h"
#include "core/model/undo_log.h"
#include "core/simulated/eviction_policy.h"
#include "core/simulated/eviction_pool.h"
#include "core/simulated/key_index.h"

namespace stampede {

/// What the fake keeps under a key: a value with its notes, or the bare number of a lock, a lease or a counter.
struct FakeEntry {
    Value value{};
    EntryState state = EntryState::value;
    EntryNotes notes{};
    std::uint64_t token = 0;
    Instant expires{0};  ///< 0: never
};

/// The memory of a cache with Redis's semantics for what the lab uses: SET replaces value and TTL, an expired key is not there, and at the
/// memory limit the configured policy gives keys up, of whatever role, or storing is refused.
class FakeCache {
   public:
    /// About what one small JSON value costs in Redis 7, key and overhead included.
    static constexpr std::size_t kEntryBytes = 320;

    using Evicted = std::function<void(Key)>;

    struct Limit {
        std::size_t memory = 0;  ///< bytes
        Eviction eviction = Eviction::allkeys_lru;
        std::uint64_t seed = 1;  ///< of the samples
    };

    FakeCache(Limit limit, Evicted evicted)
        : memory_(limit.memory), policy_(&policy_of(limit.eviction)), random_(limit.seed), evicted_(std::move(evicted)) {}

    /// Gives keys up until the limit holds again; false if the policy does not find enough. Redis does so before each command and then
    /// refuses those that may need memory, so what is held may exceed the limit by one command's worth.
    bool make_room(Instant now) { return (used_ <= memory_ || evict(now)) && memory_ > 0; }

    /// nullptr: a miss. Counts as a use.
    const FakeEntry* get(Key key, Instant now);
    void set(Key key, const FakeEntry& entry, Instant now);
    /// The number of keys removed.
    std::uint32_t del(Key key, Instant now);

    /// The key of something that is kept elsewhere, a list or a stream, needs so many bytes now; 0: it is gone. A
    /// change counts as a use.
    void weigh(Key key, std::size_t bytes, Instant now);

    /// Removes the key if its deadline has passed; false when it is not there or was set again since.
    bool expire(Key key, Instant now);
    void clear();

    /// From now on this limit holds. With 0 nothing has room: the server itself needs all there is.
    void limit(std::size_t memory, Eviction eviction);

    struct Before {
        FakeEntry entry{};
        std::size_t bytes = 0;
    };
    /// Notes its changes from now on, and can go back by them.
    UndoLog<Before>& log() { return log_; }
    void go_back_to(UndoLog<Before>::Position position, Instant now);

    bool contains(Key key) const { return index_.find(key) != KeyIndex::kNone; }
    /// Of entries; lists and streams are not among them.
    std::vector<Key> keys() const;
    /// Those of lists and streams as well.
    std::vector<Key> all_keys() const;
    /// nullptr: it is not there. No use of it.
    const FakeEntry* look(Key key) const;
    std::size_t bytes() const { return used_; }

   private:
    using Place = std::uint32_t;
    struct Node {
        Key key{};
        KeyUse use{};
        FakeEntry entry{};
        std::size_t bytes = 0;
        Place among_volatile = KeyIndex::kNone;  ///< its place in volatile_
    };

    static bool expired(const Node& node, Instant now) { return node.entry.expires != Instant{0} && node.entry.expires <= now; }
    /// The key's node, a new one if need be, used just now.
    Place place_for(Key key, std::size_t bytes, Instant now);
    void use(Node& node, Instant now);
    void remove(Place place);
    void note(Key key);
    void file(Place place);
    void unfile(Place place);

    bool evict(Instant now);
    std::optional<Place> choose_victim(Instant now);
    std::size_t candidates() const { return policy_->only_with_ttl ? volatile_.size() : nodes_.size(); }
    Place draw_candidate();

    std::size_t memory_;
    const EvictionPolicy* policy_;
    RandomSource random_;
    Evicted evicted_;
    EvictionPool pool_;
    KeyIndex index_;
    std::vector<Node> nodes_;      // in no order, without gaps, so that any of them can be drawn
    std::vector<Place> volatile_;  // those with a TTL; kept only for the policies that take no others
    std::size_t used_ = 0;
    UndoLog<Before> log_;
};

}  // namespace stampede
