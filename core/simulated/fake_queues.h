// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <deque>
#include <map>
#include <span>
#include <vector>

#include "core/model/change.h"
#include "core/model/operation.h"

namespace stampede {

/// The list and the stream in which a write-behind can keep its changes, with the semantics of Redis's commands and of the lab's scripts.
class FakeQueues {
   public:
    // The list: pushed at one end, taken at the other.
    void push(PendingWrite change) { waiting_.push_back(change); }
    std::vector<PendingWrite> pop(std::size_t count);
    /// Moves the oldest to the instance's own list.
    std::vector<PendingWrite> take(InstanceId instance, std::size_t count);
    std::uint32_t done(InstanceId instance, std::span<const PendingWrite> batch);
    /// Puts back, as the oldest and in their order, what instances had taken.
    std::uint32_t recover();

    // The stream with its one consumer group.
    std::size_t length() const { return stream_.size(); }
    /// Returns the ticket.
    std::uint64_t add(PendingWrite change);
    std::vector<PendingWrite> read(InstanceId consumer, std::size_t count, Instant now);
    std::vector<PendingWrite> claim(InstanceId consumer, std::size_t count, Duration idle, Instant now);
    std::uint32_t acknowledge(std::span<const PendingWrite> batch);
    std::uint32_t bury(std::span<const PendingWrite> batch);
    std::span<const PendingWrite> dead() const { return dead_; }

    void clear();
    /// What a server has that came back with an earlier state. Tickets go on growing.
    void go_back_to(const FakeQueues& earlier);

    /// About what Redis 7 needs for the list or stream of this key; 0: there is none.
    std::size_t bytes(Key key) const;
    /// The key was evicted, and everything in it.
    void lose(Key key);

   private:
    struct Delivery {
        InstanceId consumer = 0;
        Instant at{0};
        std::uint16_t count = 0;
    };

    std::deque<PendingWrite> waiting_;
    std::map<InstanceId, std::deque<PendingWrite>> taken_;
    std::map<std::uint64_t, PendingWrite> stream_;
    std::map<std::uint64_t, Delivery> pending_;
    std::vector<PendingWrite> dead_;
    std::uint64_t last_ticket_ = 0;
    std::uint64_t last_delivered_ = 0;
};

}  // namespace stampede
