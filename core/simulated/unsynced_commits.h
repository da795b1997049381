// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <optional>

#include "core/model/change.h"
#include "core/model/key.h"

namespace stampede {

/// What the disk still holds in place of what the database has changed since its last sync. The first note about a thing counts.
template <class Row>
struct UnsyncedCommits {
    std::map<Key, std::optional<Row>> rows;                       ///< none: as the data set was created
    std::map<Key, std::uint64_t> applied;                         ///< tickets
    std::map<std::uint64_t, std::optional<PendingWrite>> outbox;  ///< none: there was no such entry
    std::optional<std::uint64_t> last_outbox;

    bool empty() const { return rows.empty() && outbox.empty(); }
};

}  // namespace stampede
