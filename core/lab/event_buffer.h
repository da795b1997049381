// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <mutex>
#include <vector>

#include "core/ports/event_sink.h"

namespace stampede {

/// Carries events from the lab's thread to another: one mutex, one vector, swapped whole by the reader once a frame. Cheaper than a
/// lock-free ring or a queued signal an event.
class EventBuffer final : public EventSink {
   public:
    void record(const Event& event) override {
        const std::lock_guard lock(mutex_);
        events_.push_back(event);
    }

    /// Hands over what has gathered; `into` must be empty and its memory is reused.
    void take(std::vector<Event>& into) {
        const std::lock_guard lock(mutex_);
        events_.swap(into);
    }

   private:
    std::mutex mutex_;
    std::vector<Event> events_;
};

}  // namespace stampede
