// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>

#include "core/model/event.h"
#include "core/oracle/pool.h"
#include "core/oracle/rows.h"

namespace stampede {

/// Which version a reader of versioned keys would ask for: what Redis counts under version:user:profile:42. A SET of the counter does not
/// say in the journal what it sets. So a series is known by the number of INCRs since it began, and by the first thing that shows
/// where it stands: a reply with the count, or the entry that whoever began it then stores.
class VersionCounters {
   public:
    /// An effect on the counter.
    void effect(RowIndex row, const Event& event);
    void replied(const Event& event);
    /// An effect that stored a row under a version.
    void filled(RowIndex row, const Event& event);
    void gone(RowIndex row) { series_.erase(row); }
    void all_gone() { series_.clear(); }

    /// The generation that is part of the key by now; none when no reader would find any, or it is not known.
    std::optional<std::uint32_t> current(RowIndex row) const;

   private:
    static constexpr std::uint64_t kGenerations = 0xffffff;  // see Key::at

    struct Series {
        std::uint64_t number = 0;
        std::uint64_t increments = 0;
        std::uint64_t base = 0;  // the count as it began, modulo kGenerations
        bool known = false;
        RequestId begun_by = 0;
    };
    struct Asked {  // how a series stood when an operation looked at it
        RowIndex row = 0;
        std::uint64_t number = 0;
        std::uint64_t increments = 0;
    };

    Pool<Series> series_;
    Pool<Asked> asked_;  // by operation
    std::uint64_t last_number_ = 0;
};

}  // namespace stampede
