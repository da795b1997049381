// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>

#include "core/async/task.h"
#include "core/model/event.h"
#include "core/model/message.h"
#include "core/ports/operation_port.h"

namespace stampede {

/// What an application instance offers its strategy beside the stores. All of it is the instance's memory and goes with it in a crash.
class Host {
   public:
    virtual ~Host() = default;

    /// A signal that nobody waits for yet.
    virtual std::uint64_t new_signal() = 0;
    /// Waits until the signal is raised, `at_most` so long (then the outcome is timed_out); 0 = for ever.
    virtual OperationAwaiter wait(std::uint64_t signal, Duration at_most, std::source_location where = std::source_location::current()) = 0;
    /// Wakes everybody who waits for the signal now, in the order in which they came; none of them runs inside this call.
    virtual void raise(std::uint64_t signal) = 0;

    /// Runs a coroutine beside the requests, on nobody's behalf.
    virtual void spawn(Task<void> task) = 0;

    /// Hands over the messages of a channel that reach the instance from now on. All listeners of a channel hear each of them.
    virtual void subscribe(Channel channel, std::function<void(const Message&)> listener) = 0;

    /// Puts into the journal what no operation shows: one of local_hit, local_stored, local_dropped, breaker, shed, coalesced, guarded,
    /// dead_letter.
    virtual void note(EventType type, Key key, Value value, EntryState state, std::int64_t detail) = 0;
    void note(EventType type, Key key, std::int64_t detail = 0) { note(type, key, Value{}, EntryState::value, detail); }
    void note(Decision decision, Key key) { note(EventType::guarded, key, static_cast<std::int64_t>(decision)); }
};

}  // namespace stampede
