// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <vector>

#include "core/ports/operation_port.h"

namespace stampede {

struct PendingWrite {
    Key key{};
    WriteId write = 0;
};

/// Writes that one application instance has acknowledged and not yet committed. It lives in the instance's memory, so a crash of the
/// instance loses it: that is the lesson of write-behind. Order is kept: a batch that failed goes back to the front.
class WriteQueue {
   public:
    virtual ~WriteQueue() = default;

    virtual void push(PendingWrite write) = 0;
    virtual std::size_t size() const = 0;

    /// Completes once `count` writes wait, or after `at_most`.
    virtual OperationAwaiter filled(std::uint32_t count, Duration at_most,
                                    std::source_location where = std::source_location::current()) = 0;

    /// Takes up to `most` of the oldest writes as a batch that a database operation can name. They stay in memory until `done`.
    virtual BatchId take(std::size_t most) = 0;
    virtual void done(BatchId batch) = 0;
    virtual void give_back(BatchId batch) = 0;
};

}  // namespace stampede
