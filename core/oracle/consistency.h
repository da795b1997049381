// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "core/model/event.h"

namespace stampede {

/// What a run broke, counted.
struct Verdict {
    std::uint64_t stale_reads = 0;  ///< returned a value older than a write acknowledged, or a read answered, before the read began
    Duration max_staleness{0};      ///< largest age of a stale answer: its reply minus the commit of the first newer version
    std::uint64_t dirty_reads = 0;  ///< returned a value that never committed
    std::uint64_t lost_writes = 0;  ///< acknowledged, never committed
    std::uint64_t permanent_inconsistencies = 0;  ///< keys whose cached value differs from the row once nothing moves any more
    std::uint64_t max_concurrent_loads = 0;       ///< most SELECTs of one key in flight at the same time
    double amplification = 0;                     ///< SELECTs that found a row, per distinct (key, version) loaded; 0 when there was none
};

/// Judges a run from its journal: a fold, O(1) an event, no knowledge of the strategy. A write that timed out is unknown and raises
/// nothing. Definitions follow the literature on read freshness and G1a (Adya 1999).
class Consistency {
   public:
    void apply(const Event& event);

    /// The verdict if nothing more happens: call it when nothing is in flight and the queues are empty.
    Verdict verdict() const;

   private:
    struct Commit {
        Version version = 0;
        Instant at{0};
    };
    struct Cached {
        Value value{};
        bool there = false;
    };
    struct KeyState {
        std::vector<Commit> commits;  // in order of version
        Version acknowledged = 0;     // newest version that an acknowledgement or a reply has shown
        std::uint32_t loads = 0;
        Cached cached;
    };
    struct Floor {  // what a read must at least see
        std::uint64_t rank = 0;
        WriteId pending = 0;  // acknowledged, not committed when the read began; 0: none
    };
    struct PendingWrite {
        std::uint64_t rank = 0;  // order of acknowledgement, above every version
        bool acknowledged = false;
        std::uint64_t reads = 0;
    };

    void effect(const Event& event);
    void commit(const Event& event);
    void end_read(const Event& event);
    void end_write(const Event& event);
    std::uint64_t rank(Value value) const;
    Instant first_newer(const KeyState& key, std::uint64_t rank, Instant otherwise) const;

    std::unordered_map<Key, KeyState, KeyHash> keys_;
    std::unordered_map<RequestId, Floor> reading_;
    std::unordered_map<WriteId, PendingWrite> uncommitted_;
    std::unordered_map<WriteId, Version> versions_;
    std::unordered_map<Key, WriteId, KeyHash> pending_of_;
    std::unordered_set<std::uint64_t> loaded_;
    std::uint64_t next_pending_rank_ = std::uint64_t{1} << 32;
    std::uint64_t loads_ = 0;
    Verdict counted_;
};

}  // namespace stampede
