// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <optional>

#include "core/model/request.h"
#include "core/strategies/strategy.h"

namespace stampede {

/// Tells a client how its request ended. Called on the lab's thread. Of a write, the answer holds what was written.
using Ended = std::function<void(RequestId, const Answer&)>;

/// The session of whoever sends by hand. Those of a load's clients follow.
inline constexpr SessionId kSessionByHand = 1;

/// What a client sends.
struct ClientRequest {
    RequestKind kind = RequestKind::read;
    Key key{};
    SessionId session = 0;
    Value based_on{};                      ///< of the write in a read-modify-write: what the session had read
    const Ended* ended = nullptr;          ///< called once if not null; must live until then
    std::optional<InstanceId> instance{};  ///< none: the instances take turns
};

}  // namespace stampede
