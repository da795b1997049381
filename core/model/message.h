// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/key.h"
#include "core/model/operation.h"

namespace stampede {

/// What reaches a subscribed instance. Delivery is at most once and in order: while a connection is down, messages are lost, and the
/// next that comes says that anything may have changed.
struct Message {
    Channel channel = Channel::local;
    bool anything = false;  ///< messages may have been missed: `key` says nothing, every key may have changed
    Key key{};
};

}  // namespace stampede
