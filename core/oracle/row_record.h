// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <vector>

#include "core/model/dataset.h"
#include "core/oracle/bound.h"
#include "core/oracle/cached_entry.h"
#include "core/oracle/commit_history.h"

namespace stampede {

/// A state of the row on which acknowledged read-modify-writes were based.
struct Parent {
    WriteId write = 0;
    Mark first{};  ///< the first acknowledgement
};

/// All that the checker knows about one row. What each read needs lies together.
struct alignas(64) RowRecord {
    explicit RowRecord(Key row) : key(row), history(initially_present(row)) {}

    Bound acknowledged;  ///< by acknowledged writes
    Bound seen;          ///< by answered reads
    Key key;
    Version loaded = 0;       ///< the newest version that a SELECT has found
    std::uint32_t loads = 0;  ///< SELECTs in flight
    bool diverges = false;    ///< what Redis holds under the row's own key differs from the row ...
    Instant diverged{0};      ///< ... since then
    CommitHistory history;
    CachedEntry cached;              ///< in Redis, under the row's own key
    std::vector<WriteId> waiting{};  ///< acknowledged, neither committed nor overwritten; in the order of their places
    std::vector<Parent> parents{};   ///< the last few
};

}  // namespace stampede
