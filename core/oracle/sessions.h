// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <vector>

#include "core/oracle/flat_map.h"
#include "core/oracle/write_order.h"

namespace stampede {

/// What one session may count on for one row.
struct SessionBounds {
    Bound seen;     ///< by what it has read
    Bound written;  ///< by what it has written and been told of
};

/// What sessions may count on, for those rows of which they have read or written more than the initial state: one entry for each such
/// pair. Kept by row, since most requests are about few rows. Session 0 is nobody.
class Sessions {
   public:
    explicit Sessions(const WriteOrder& order) : order_(&order) {}

    SessionBounds of(SessionId session, RowIndex row) const { return {of(seen_, session, row), of(written_, session, row)}; }

    void read(SessionId session, RowIndex row, Value value, Rank rank, const Mark& by) {
        if (session == 0 || rank <= kInitialRank) return;
        order_->raise(row, at(seen_, session, row), value, rank, by);
    }
    void wrote(SessionId session, RowIndex row, WriteId write, const Mark& by) {
        if (session == 0) return;
        const Value value{write, 0};
        order_->raise(row, at(written_, session, row), value, order_->rank(row, value, true), by);
    }
    /// A read of the session has begun, which will ask for this at its end.
    void will_read(SessionId session, RowIndex row) const {
        if (row < seen_.size()) seen_[row].prefetch(session);
    }

   private:
    using ByRow = std::vector<FlatMap<Bound>>;

    static Bound of(const ByRow& all, SessionId session, RowIndex row) {
        const Bound* bound = row < all.size() ? all[row].find(session) : nullptr;
        return bound == nullptr ? Bound{} : *bound;
    }
    static Bound& at(ByRow& all, SessionId session, RowIndex row) {
        if (row >= all.size()) all.resize(std::max<std::size_t>(row + 1, 2 * all.size()));
        return all[row][session];
    }

    const WriteOrder* order_;
    ByRow seen_;
    ByRow written_;
};

}  // namespace stampede
