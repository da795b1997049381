// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <mutex>
#include <optional>
#include <utility>
#include <vector>

#include "core/ports/event_sink.h"

namespace stampede {

/// What has happened since somebody asked last.
struct Arrival {
    std::optional<std::size_t> keep{};  ///< of what came before, only the first so many events have happened: the lab went back
    std::vector<Event> events{};
};

/// Carries events from the lab's thread to another: one mutex, one vector, swapped whole by the reader once a frame. Cheaper than a
/// lock-free ring or a queued signal an event.
class EventBuffer final : public EventSink {
   public:
    void record(const Event& event) override {
        const std::lock_guard lock(mutex_);
        events_.push_back(event);
    }

    /// The lab has gone back: of all events so far only the first `keep` have happened.
    void cut(std::size_t keep) {
        const std::lock_guard lock(mutex_);
        if (keep >= taken_) return events_.resize(std::min(events_.size(), keep - taken_));
        events_.clear();
        taken_ = keep;
        keep_ = keep;
    }

    /// Hands over what has gathered. The memory of `into` is reused.
    void take(Arrival& into) {
        into.events.clear();
        const std::lock_guard lock(mutex_);
        events_.swap(into.events);
        taken_ += into.events.size();
        into.keep = std::exchange(keep_, std::nullopt);
    }

   private:
    std::mutex mutex_;
    std::vector<Event> events_;
    std::size_t taken_ = 0;
    std::optional<std::size_t> keep_;
};

}  // namespace stampede
