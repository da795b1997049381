// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "core/live/redis_connection.h"
#include "core/model/change.h"
#include "core/model/operation.h"

namespace stampede {

/// What a reply of the server means for the operation that it answers.
struct CacheAnswer {
    Reply reply{};
    std::vector<PendingWrite> changes{};  ///< that a queue hands out
    bool missed = false;                  ///< nothing is under the key
    bool kept_stale = false;              ///< what was deleted stays as a stale copy
};

/// Precondition: the reply is not `lost`.
CacheAnswer read_answer(const Operation& operation, const RedisReply& said);

}  // namespace stampede
