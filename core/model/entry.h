// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <type_traits>

#include "core/model/time.h"
#include "core/model/value.h"

namespace stampede {

/// What an entry of the cache says about its row.
enum class EntryState : std::uint8_t {
    value,      ///< what the row was
    absent,     ///< there was no such row (negative caching); the version is the newest commit that the database had made by then
    tombstone,  ///< the row was changed at this version and what it was before must not come back; reads miss
    stale,      ///< a value that was deleted a moment ago: only as a lease's answer to those who wait
};

const char* name_of(EntryState state);

/// What must hold for a value to be stored; the store checks it and stores in one step.
enum class Condition : std::uint8_t {
    none,    ///< SET
    vacant,  ///< SET NX: nothing is there
    newer,   ///< what is there is of no newer version; a tombstone, though, replaces only what is older than itself
    leased,  ///< the lease of this token still stands (Nishtala et al., "Scaling Memcache at Facebook", NSDI 2013)
};

/// Stored beside a value by those strategies that need it. Lab time; 0 = not kept.
struct EntryNotes {
    Instant fresh_until{0};  ///< the soft deadline of stale-while-revalidate
    Instant expires{0};      ///< the hard deadline, as the writer of the entry knew it
    Duration cost{0};        ///< how long the value took to load: the delta of XFetch

    friend bool operator==(const EntryNotes&, const EntryNotes&) = default;
};

/// A value on its way into the cache.
struct Entry {
    Value value{};
    EntryState state = EntryState::value;
    Condition condition = Condition::none;
    Duration ttl{0};  ///< 0: until it is deleted or evicted
    EntryNotes notes{};
    std::uint64_t token = 0;    ///< of the lease, for Condition::leased
    bool keep_absence = false;  ///< whether an absent row is worth an entry
};

static_assert(std::is_trivially_copyable_v<Entry>);

}  // namespace stampede
