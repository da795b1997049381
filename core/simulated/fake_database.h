// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <span>
#include <unordered_map>
#include <vector>

#include "core/model/change.h"
#include "core/model/dataset.h"
#include "core/model/operation.h"
#include "core/simulated/unsynced_commits.h"

namespace stampede {

/// The system of record in memory. Rows are kept only where they differ from the data set as created.
class FakeDatabase {
   public:
    /// Of an absent row, the version is the newest commit's so far.
    Reply select(Key asked) const;

    /// Whether the change can be made: the leaderboard is an aggregate and refuses, and a full disk has no room for a new row. With
    /// `newer`, a change that is too old to be applied needs no room.
    bool accepts(const PendingWrite& change, bool newer = false) const;

    /// Commits one change and hands out its version; notes it in the outbox if asked to.
    Reply commit(const PendingWrite& change, bool outbox);

    /// As `commit`, unless a change with this ticket or a later one has been applied to the row: then `applied` is false. A change
    /// without a ticket has no place among others and is applied.
    Reply commit_newer(const PendingWrite& change, bool outbox);

    /// What the commit of the change will reply. Nobody sees the change before `commit_transaction`. There is one write lock: nothing
    /// else may be committed until then.
    Reply begin(const PendingWrite& change, bool outbox);
    Reply commit_transaction() { return apply(begun_.change, begun_.outbox); }

    std::vector<PendingWrite> outbox(std::size_t count) const;
    std::uint32_t outbox_done(std::span<const PendingWrite> batch);

    /// The key of every row of the kind, in order.
    std::vector<PendingWrite> ids(Kind kind) const;

    /// The disk is full: new rows are refused, while those that are there can be replaced and deleted.
    void fill(bool full) { full_ = full; }

    /// From now on what has been committed since the last `sync` can be lost.
    void risk_power_cuts() { at_risk_ = true; }
    bool synced() const { return unsynced_.empty(); }
    void sync() { unsynced_ = {}; }
    /// Everything is as it was at the last sync, but that no version is handed out twice. Tells the rows that differ by that, in order,
    /// each with its reply to a SELECT.
    std::vector<std::pair<Key, Reply>> lose_unsynced();

   private:
    struct Row {
        Value value{};
        bool exists = true;
    };
    struct Begun {
        PendingWrite change{};
        bool outbox = false;
    };
    bool exists(Key key) const;
    Reply preview(const PendingWrite& change) const;
    Reply apply(const PendingWrite& change, bool outbox);
    void note_row(Key key);

    std::unordered_map<Key, Row, KeyHash> rows_;
    std::unordered_map<Key, std::uint64_t, KeyHash> applied_;
    std::map<std::uint64_t, PendingWrite> outbox_;
    std::uint64_t last_outbox_ = 0;
    Begun begun_;
    bool full_ = false;
    bool at_risk_ = false;
    UnsyncedCommits<Row> unsynced_;
    Version last_version_ = kInitialVersion;
};

}  // namespace stampede
