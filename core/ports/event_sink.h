// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/event.h"

namespace stampede {

/// Where everything that happens is reported, in order. Called on the lab's thread only.
class EventSink {
   public:
    virtual ~EventSink() = default;
    virtual void record(const Event& event) = 0;
};

}  // namespace stampede
