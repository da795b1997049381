// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <unordered_map>

#include "core/model/dataset.h"
#include "core/model/operation.h"

namespace stampede {

/// The system of record in memory. Rows are kept only where they differ from the data set as created.
class FakeDatabase {
   public:
    Reply select(Key key) const {
        Reply reply;
        const auto found = rows_.find(key);
        reply.found = found != rows_.end() || initially_present(key);
        if (reply.found) reply.value = found != rows_.end() ? found->second : Value{0, kInitialVersion};
        return reply;
    }

    /// Commits one write and hands out its version. The leaderboard is an aggregate and refuses.
    Reply update(Key key, WriteId write) {
        Reply reply;
        if (!writable(key)) {
            reply.outcome = Outcome::refused;
            return reply;
        }
        reply.found = true;
        reply.affected = 1;
        reply.value = rows_[key] = Value{write, ++last_version_};
        return reply;
    }

   private:
    std::unordered_map<Key, Value, KeyHash> rows_;
    Version last_version_ = kInitialVersion;
};

}  // namespace stampede
