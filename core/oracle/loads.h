// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>

#include "core/oracle/rows.h"
#include "core/oracle/verdict.h"

namespace stampede {

/// How often rows are loaded, and how often at the same time: the width of a stampede. The database never finds an older version after a
/// newer one, so the newest loaded tells the distinct ones apart.
class Loads {
   public:
    void issued(RowRecord& row) { widest_ = std::max<std::uint64_t>(widest_, ++row.loads); }
    void replied(RowRecord& row) { row.loads -= row.loads > 0 ? 1 : 0; }
    void found(RowRecord& row, Version version) {
        ++loads_;
        if (version <= row.loaded) return;
        row.loaded = version;
        ++distinct_;
    }
    void conclude(Verdict& verdict) const {
        verdict.max_concurrent_loads = widest_;
        verdict.redundant_loads = loads_ - distinct_;
        verdict.amplification = distinct_ == 0 ? 0 : static_cast<double>(loads_) / static_cast<double>(distinct_);
    }

   private:
    std::uint64_t widest_ = 0;
    std::uint64_t loads_ = 0;
    std::uint64_t distinct_ = 0;
};

}  // namespace stampede
