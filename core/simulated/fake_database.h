// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <span>
#include <unordered_map>
#include <vector>

#include "core/model/change.h"
#include "core/model/dataset.h"
#include "core/model/operation.h"

namespace stampede {

/// The system of record in memory. Rows are kept only where they differ from the data set as created.
class FakeDatabase {
   public:
    /// Of an absent row, the version is the newest commit's so far.
    Reply select(Key asked) const;

    /// Commits one change and hands out its version; notes it in the outbox if asked to. The leaderboard is an aggregate and refuses.
    Reply commit(const PendingWrite& change, bool outbox);

    /// As `commit`, unless a change with this ticket or a later one has been applied to the row: then `applied` is false. A change
    /// without a ticket has no place among others and is applied.
    Reply commit_newer(const PendingWrite& change, bool outbox);

    /// What the commit of the change will reply. Nobody sees the change before `commit_transaction`. There is one write lock: nothing
    /// else may be committed until then.
    Reply begin(const PendingWrite& change, bool outbox);
    Reply commit_transaction() { return commit(begun_.change, begun_.outbox); }

    std::vector<PendingWrite> outbox(std::size_t count) const;
    std::uint32_t outbox_done(std::span<const PendingWrite> batch);

    /// The key of every row of the kind, in order.
    std::vector<PendingWrite> ids(Kind kind) const;

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

    std::unordered_map<Key, Row, KeyHash> rows_;
    std::unordered_map<Key, std::uint64_t, KeyHash> applied_;
    std::map<std::uint64_t, PendingWrite> outbox_;
    std::uint64_t last_outbox_ = 0;
    Begun begun_;
    Version last_version_ = kInitialVersion;
};

}  // namespace stampede
