// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "core/model/event.h"

namespace stampede {

/// The channel that Redis knows a Channel by: stampede:local, stampede:changes, and __redis__:invalidate for what Redis itself tells.
const char* redis_channel(Channel channel);

/// The consumer group of the stream stream:writes.
inline constexpr char kConsumerGroup[] = "writers";
/// The name of an instance in it: instance:0.
std::string consumer_name(InstanceId instance);

/// The Redis command of a parked, issued, effect or replied event, as redis-cli takes it; "" when its verb is not Redis's. What stores a
/// value carries the very bytes, in single quotes, and ends in PX and the `ttl` in milliseconds; a ttl of zero leaves it out. Events
/// do not hold everything: the leaderboard's content is shortened to "top":[…], the notes of an entry are left out, and
/// tokens, counts and batches that the event does not tell are named in <angle brackets>.
/// A script has its name in the first line, as a comment, and below it what it does with its keys.
std::string redis_command(const Event& event, Duration ttl = Duration{0});

}  // namespace stampede
