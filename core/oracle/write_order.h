// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <vector>

#include "core/oracle/findings.h"
#include "core/oracle/pool.h"
#include "core/oracle/rows.h"
#include "core/oracle/verdict.h"
#include "core/oracle/write_set.h"

namespace stampede {

/// A write that is in flight, or has ended and is not settled: it has neither committed nor been overwritten by a later one that did.
struct UnsettledWrite {
    RowIndex row = 0;
    SessionId session = 0;
    InstanceId instance = 0;  ///< in whose memory it waits ...
    bool in_memory = false;   ///< ... if it does
    bool queued = false;
    bool committed = false;  ///< but not yet answered
    bool ended = false;
    bool acknowledged = false;
    std::uint64_t place = 0;  ///< in the order of the cache or queue; 0: in neither
    Value based_on{};
    Mark end{};
    Mark cause{};                                  ///< what took it along: a crash, the end of the cache, a dead letter
    std::uint64_t reads = 0;                       ///< that returned it before it was settled
    std::uint32_t first_read = ~std::uint32_t{0};  ///< in the list of those reads
};

/// An acknowledged commit that a power cut took back.
struct TakenBack {
    RowIndex row = 0;
    Mark committed{};
    Mark cut{};
};

/// The order of all that each row was: which writes have committed, which wait, which were overwritten on the way. Judges what is about
/// writes alone: lost ones, those applied twice, lost updates, and reads of what had not committed.
class WriteOrder {
   public:
    WriteOrder(Rows& rows, Findings& findings, Verdict& counted) : rows_(&rows), findings_(&findings), counted_(&counted) {}

    void begun(RowIndex row, const Event& event);
    /// The cache or a queue has it: from now on it has a place in their order, that of the queue if both have it.
    void placed(RowIndex row, const Event& event, const Mark& mark, bool in_queue);
    void coalesced(const Event& event, const Mark& mark);
    /// It has become a dead letter.
    void given_up(const Event& event, const Mark& mark);
    void committed(RowIndex row, const Event& event, const Mark& mark, std::span<const Rank> cached);
    void ended(RowIndex row, const Event& event, const Mark& mark);
    /// Somebody has written past the application, and counts on it from its commit on.
    void written_outside(RowIndex row, const Event& event, const Mark& mark);
    /// A power cut has taken back what was committed after the version that the row has now.
    void reverted(RowIndex row, const Event& event, const Mark& mark);
    /// A read has returned the value, which is not settled.
    void returned(RowIndex row, Value value, SessionId session, const Mark& mark);
    /// The memory of an instance is gone, or that of the cache (`in_cache`).
    void crashed(InstanceId instance, bool in_cache, const Mark& mark);

    Rank rank(RowIndex row, Value value, bool found) const {
        return found && value.version != 0 ? rank_of(value.version) : rank_of_other(row, value, found);
    }
    /// Whether the value is of a write that has neither committed nor been acknowledged.
    bool unsure(Value value) const;
    bool settled(WriteId write) const { return write == 0 || settled_.contains(write); }
    /// What the bound amounts to by now. A write that ended without an acknowledgement binds nobody before it commits.
    Rank rank(RowIndex row, const Bound& bound) const { return bound.pending == 0 ? bound.rank : rank_of_pending(row, bound); }
    /// Raises the bound to a value that was acknowledged or returned; not to an unsure one.
    void raise(RowIndex row, Bound& bound, Value value, Rank rank, const Mark& by) const;

    /// Adds what can be said only at the end: lost writes and dirty reads.
    void conclude(Verdict& verdict, Findings& findings) const;

   private:
    struct UnsettledRead {
        Mark mark{};
        SessionId session = 0;
        std::uint32_t next = ~std::uint32_t{0};
    };
    static constexpr std::size_t kReadsKept = 1024;  // for findings; all are counted
    static constexpr std::size_t kParentsKept = 64;

    UnsettledWrite& unsettled(RowIndex row, WriteId id);
    void settle_reads(UnsettledWrite& write, WriteId id, const Mark& settled);
    void overwrite_before(RowIndex row, std::uint64_t place, const Mark& by);
    void wait(RowIndex row, WriteId id, std::uint64_t place);
    Rank rank_of_other(RowIndex row, Value value, bool found) const;
    Rank rank_of_pending(RowIndex row, const Bound& bound) const;
    Rank rank_of_unsettled(RowIndex row, const UnsettledWrite& write) const;
    void conclude_taken_back(Verdict& verdict, Findings& findings) const;
    void judge_update(RowIndex row, const UnsettledWrite& write, const Event& event, const Mark& mark);

    Rows* rows_;
    Findings* findings_;
    Verdict* counted_;
    Pool<UnsettledWrite> writes_;
    std::vector<UnsettledRead> reads_;
    std::vector<std::uint32_t> free_reads_;
    WriteSet committed_;
    WriteSet settled_;
    WriteSet acknowledged_;  // only of those that had committed by then
    std::vector<TakenBack> taken_back_;
};

}  // namespace stampede
