// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <span>

#include "core/oracle/pool.h"
#include "core/oracle/version_counters.h"
#include "core/oracle/write_order.h"

namespace stampede {

/// What Redis and the instances' own memories hold of the rows, and for how long it has differed from them. Entries that answer nobody
/// differ from nothing: tombstones, and values under a version of the row that is no longer, or not yet, the counter's.
class CachedEntries {
   public:
    CachedEntries(Rows& rows, const WriteOrder& order) : rows_(&rows), order_(&order) {}

    /// An operation's effect on Redis.
    void effect(RowIndex row, const Event& event, const Mark& mark);
    /// An operation's reply: it may say what the counter of a row's versions was.
    void replied(const Event& event) { counters_.replied(event); }
    /// An expiry or an eviction in Redis.
    void vanished(RowIndex row, const Event& event);
    void cache_lost(Instant at);
    /// Redis has come back with the entry.
    void restored(RowIndex row, const Event& event, const Mark& mark);
    void local_stored(RowIndex row, const Event& event, const Mark& mark);
    /// Key{}: all of them.
    void local_dropped(const Event& event);
    void crashed(InstanceId instance);
    /// The row has changed.
    void row_changed(RowIndex row, Instant at);

    /// What Redis holds under the key; nullptr: never anything.
    const CachedEntry* in_redis(RowIndex row, Key key) const;
    const CachedEntry* in_memory(RowIndex row, Key key, InstanceId instance) const;
    bool differs(RowIndex row, const CachedEntry& entry) const;
    /// The same of what Redis holds under the row's own key, which is kept up to date.
    bool own_differs(RowIndex row) const { return (*rows_)[row].diverges; }
    /// Of what is held under the row's own key, here and in the instances. Valid until the next call.
    std::span<const Rank> ranks(RowIndex row);

    void conclude(Instant now, Verdict& verdict, Findings& findings) const;

   private:
    static constexpr InstanceId kMostInstances = 15;  // instances are told apart by 4 bits, which leaves 0 for Redis

    static std::uint64_t name(RowIndex row, std::uint32_t generation, unsigned where) {
        return (std::uint64_t{row} << 28) | (std::uint64_t{where} << 24) | generation;
    }
    static unsigned place_of(InstanceId instance) { return 1u + instance % kMostInstances; }
    bool current(RowIndex row, std::uint32_t generation) const;
    void remove(RowIndex row, Key key, const Mark& mark);
    void drop_all_of(unsigned where);
    void count(RowIndex row, const CachedEntry& entry, unsigned where, Instant now, Verdict& verdict, Findings& findings) const;

    Rows* rows_;
    const WriteOrder* order_;
    Pool<CachedEntry> others_;     // in instances, and in Redis under keys that carry a version
    std::uint32_t instances_ = 0;  // a bit for each place that has ever kept something itself
    std::array<Rank, kMostInstances + 1> ranks_{};
    VersionCounters counters_;
    Duration diverged_{0};
};

}  // namespace stampede
