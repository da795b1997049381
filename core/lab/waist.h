// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/event.h"
#include "core/ports/operation_port.h"

namespace stampede {

/// Who an operation is performed for. Strategies do not say it with every call: it is whoever runs at the moment.
struct Caller {
    RequestId request = 0;
    InstanceId instance = 0;
    bool background = false;  ///< its background work, which can be killed alone
};

/// Where the code of an instance meets whoever decides what happens next: the lab's dispatcher, or a search.
class Waist : public OperationPort {
   public:
    /// Runs code of a strategy on behalf of the caller.
    template <class F>
    void run_as(Caller caller, F&& code) {
        const Caller before = caller_;
        caller_ = caller;
        code();
        caller_ = before;
    }
    const Caller& caller() const { return caller_; }

    /// An event stamped with the present lab time.
    Event event(EventType type) const {
        Event event;
        event.type = type;
        event.at = now();
        return event;
    }
    virtual void record(const Event& event) = 0;

    /// Wakes those of the instance who wait for the signal; none of them runs inside this call.
    virtual void raise(InstanceId instance, std::uint64_t signal) = 0;
    /// Wakes the flusher that sleeps until its queue holds enough.
    virtual void queue_filled(InstanceId instance) = 0;

   private:
    Caller caller_{};
};

}  // namespace stampede
