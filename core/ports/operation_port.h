// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <coroutine>
#include <source_location>

#include "core/async/task.h"
#include "core/model/operation.h"

namespace stampede {

/// Where strategies park their operations. Whoever implements it decides which one runs next, has it performed, writes the reply
/// to `reply` and resumes `waiter`; or, when the instance crashes, forgets both.
class OperationPort {
   public:
    virtual ~OperationPort() = default;

    /// `frame` is the coroutine that asks; its callers can be followed from there.
    virtual void park(const Operation& operation, std::source_location where, const TaskFrame& frame, std::coroutine_handle<> waiter,
                      Reply* reply) = 0;

    /// Lab time.
    virtual Instant now() const = 0;
    /// What the instance takes for the time: its clock may be off.
    virtual Instant clock(InstanceId) const { return now(); }
};

/// What `co_await cache.get(key)` awaits. Always suspends: an operation never completes inside the call that asks for it.
class [[nodiscard]] OperationAwaiter {
   public:
    OperationAwaiter(OperationPort* port, const Operation& operation, std::source_location where)
        : port_(port), operation_(operation), where_(where) {}

    bool await_ready() const noexcept { return false; }
    template <class Promise>
    void await_suspend(std::coroutine_handle<Promise> waiter) {
        port_->park(operation_, where_, waiter.promise(), waiter, &reply_);
    }
    Reply await_resume() const noexcept { return reply_; }

   private:
    OperationPort* port_;
    Operation operation_;
    std::source_location where_;
    Reply reply_{};
};

static_assert(std::is_trivially_copyable_v<OperationAwaiter>);

}  // namespace stampede
