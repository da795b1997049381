// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <string_view>

#include "core/model/operation.h"

namespace stampede {

/// What a request to Redis is about, as far as faults ask.
struct RequestRead {
    Verb verb = Verb::none;  ///< none: no command of a strategy
    Key key{};               ///< id 0: none of the lab's
};

/// The reverse of CacheCommand. Scripts are told by their text.
RequestRead read_request(std::span<const std::string_view> words);

/// Whether it is about the connection itself (CLIENT, SUBSCRIBE ...): no fault of single messages concerns it.
bool manages_connection(std::span<const std::string_view> words);

/// Whether what follows on the connection is not one reply for each request any more (SUBSCRIBE, MONITOR, HELLO 3 ...).
bool begins_stream(std::span<const std::string_view> words);

}  // namespace stampede
