// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

#include "core/live/redis_connection.h"

namespace stampede {

/// What a whole reply in RESP2 says; texts point into the frame. `lost` when it is none, or is nested deeper than any that Redis sends us.
RedisReply read_reply(std::string_view frame);

}  // namespace stampede
