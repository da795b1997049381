// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

#include "core/model/property.h"
#include "core/model/time.h"

namespace stampede {

/// What a run broke, counted.
struct Verdict {
    /// Reads that returned a value older than a write acknowledged, or than a value answered to anybody, before they began. With a known
    /// order of writes these are all the reads that are not linearizable, apart from dirty ones. An answer whose write fails counts for
    /// nothing.
    std::uint64_t stale_reads = 0;
    std::uint64_t monotonic_reads = 0;     ///< of these, older than what the same session had been answered before
    std::uint64_t read_your_writes = 0;    ///< of these, older than what the same session had written and been told of before
    std::uint64_t dirty_reads = 0;         ///< returned a value that neither committed nor was overwritten by one that did
    std::uint64_t read_before_commit = 0;  ///< returned a value that committed, or was overwritten by one that did, only after the answer
    std::uint64_t lost_writes = 0;         ///< acknowledged, never committed, and nothing later in the order of its queue did
    std::uint64_t lost_updates = 0;        ///< acknowledged read-modify-writes based on what an earlier acknowledged one was based on
    std::uint64_t applied_twice = 0;       ///< commits of a write that had committed already
    std::uint64_t permanent_inconsistencies = 0;  ///< entries, in Redis and in instances, that differ from their row at the end ...
    std::uint64_t for_ever = 0;                   ///< ... and of these, those without a TTL

    Duration max_staleness{0};               ///< largest age of a stale answer: its time minus that of the first newer version's commit
    std::uint64_t max_versions_behind = 0;   ///< most commits that a stale answer lacked (k-staleness)
    Duration divergence{0};                  ///< for how long entries of Redis differed from their rows, added up over entries
    std::uint64_t max_concurrent_loads = 0;  ///< most SELECTs of one key in flight at the same time
    std::uint64_t redundant_loads = 0;       ///< SELECTs that found what an earlier one had found already
    double amplification = 0;                ///< SELECTs that found a row, per distinct (key, version) loaded; 0 when there was none

    std::uint64_t count(Property property) const;
    bool broke(Property property) const { return count(property) > 0; }
    Properties broken() const;
};

}  // namespace stampede
