// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/model/change.h"
#include "core/model/operation.h"

namespace stampede {

/// What a fault allows a connection.
struct SqlLimits {
    bool read_only = false;
    bool full = false;  ///< the file has as many pages as it may have

    friend bool operator==(const SqlLimits&, const SqlLimits&) = default;
};

/// One piece of work for a connection: what an operation of the database asks, with what its batch holds. Verb::none rolls back.
struct SqlTask {
    /// Instead of an operation.
    enum class Chore : std::uint8_t {
        none,
        count_rows,    ///< an expensive query that counts `number` rows
        sync,          ///< what is committed gets to the disk, as far as no reader is in the way
        keep_version,  ///< the next version will be above `number`
    };
    Verb verb = Verb::none;
    Key key{};
    std::vector<PendingWrite> changes{};  ///< to write, or the outbox entries that are done
    bool outbox = false;                  ///< each change is noted in the outbox as well
    bool newer = false;                   ///< a change whose ticket is not above the last one applied to its row is skipped
    std::uint32_t count = 0;              ///< entries to take, at most
    Chore chore = Chore::none;
    std::uint32_t number = 0;
    SqlLimits limits{};
};

/// What it came to.
struct SqlResult {
    enum class Status : std::uint8_t {
        done,
        busy,    ///< another connection holds the write lock: try again
        refused  ///< `text` says why, unless that is the operation's own fault
    };
    /// A change that was applied, and the reply to it alone.
    struct Row {
        PendingWrite change{};
        Reply reply{};
    };

    Status status = Status::done;
    Reply reply{};
    std::string text{};                      ///< the leaderboard as JSON
    std::vector<Row> rows{};                 ///< in the order in which they were applied
    std::vector<PendingWrite> handed_out{};  ///< the ids of a kind, or entries of the outbox
    std::optional<std::uint64_t> order{};    ///< its place among reads and commits; none when it took no part
};

}  // namespace stampede
