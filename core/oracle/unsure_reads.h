// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/oracle/pool.h"
#include "core/oracle/write_order.h"

namespace stampede {

/// Reads that returned the value of a write of which it is not known yet whether it happened: it has neither committed nor been
/// acknowledged. Should it fail, such a read binds nobody; so it is kept apart from what is certain until that is known.
class UnsureReads {
   public:
    static constexpr SessionId kEverybody = 0;

    bool empty() const { return readers_.size() == 0; }
    /// What whoever has been answered with such values may count on; nullptr: nothing. Of several writes the one latest in the queue.
    const Bound* of(SessionId session, RowIndex row) const { return latest_.find(name(session, row)); }

    void add(const WriteOrder& order, RowIndex row, WriteId write, SessionId session, const Mark& by) {
        raise(order, row, write, kEverybody, by);
        if (session != kEverybody) raise(order, row, write, session, by);
        bool& known = known_[name(session, write)];
        if (known) return;
        known = true;
        Readers& readers = readers_[write];
        readers.row = row;
        readers.all.push_back({session, by});
    }

    /// The write is certain by now. Calls back with each session that has returned it, and the first answer with which it did.
    template <class F>
    void certain(WriteId write, F call) {
        Readers* readers = readers_.find(write);
        if (readers == nullptr) return;
        const RowIndex row = readers->row;
        forget(kEverybody, row, write);
        for (const auto& [session, by] : readers->all) {
            forget(session, row, write);
            known_.erase(name(session, write));
            call(session, row, by);
        }
        readers_.erase(write);
    }

   private:
    struct Readers {
        RowIndex row = 0;
        std::vector<std::pair<SessionId, Mark>> all{};
    };
    static std::uint64_t name(SessionId session, std::uint32_t what) { return (std::uint64_t{session} << 32) | what; }
    void raise(const WriteOrder& order, RowIndex row, WriteId write, SessionId session, const Mark& by) {
        Bound& bound = latest_[name(session, row)];
        const bool newer = order.rank(row, bound) < order.rank(row, Value{write, 0}, true);
        if (bound.pending != write && newer) bound = Bound::awaiting(write, by);
    }
    void forget(SessionId session, RowIndex row, WriteId write) {
        const Bound* bound = latest_.find(name(session, row));
        if (bound != nullptr && bound->pending == write) latest_.erase(name(session, row));
    }

    Pool<Bound> latest_;     // by session and row
    Pool<Readers> readers_;  // by write
    FlatMap<bool> known_;    // by session and write: is among the readers
};

}  // namespace stampede
