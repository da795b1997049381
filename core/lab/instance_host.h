// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <functional>
#include <list>
#include <vector>

#include "core/lab/waist.h"
#include "core/ports/host.h"
#include "core/ports/world.h"

namespace stampede {

/// What one application instance offers its strategy: signals, coroutines of its own, messages from the other instances.
class InstanceHost final : public Host {
   public:
    InstanceHost(InstanceId instance, Waist& waist, MessageExchange& exchange)
        : instance_(instance), waist_(&waist), exchange_(&exchange) {}

    std::uint64_t new_signal() override { return ++last_signal_; }
    OperationAwaiter wait(std::uint64_t signal, Duration at_most, std::source_location where) override;
    void raise(std::uint64_t signal) override { waist_->raise(instance_, signal); }
    void spawn(Task<void> task) override;
    void subscribe(Channel channel, std::function<void(const Message&)> listener) override;
    using Host::note;
    void note(EventType type, Key key, Value value, EntryState state, std::int64_t detail) override;

    void deliver(const Message& message);
    /// Drops everything: the instance has crashed.
    void clear();
    /// Drops what the background work has spawned, and what that has.
    void clear_background();

   private:
    static void ended(void* self, std::size_t number);

    struct Spawned {
        std::size_t number;
        bool background;
        Task<void> task;
    };

    InstanceId instance_;
    Waist* waist_;
    MessageExchange* exchange_;
    std::uint64_t last_signal_ = 0;
    std::size_t last_spawned_ = 0;
    std::list<Spawned> spawned_;
    std::array<std::vector<std::function<void(const Message&)>>, 3> listeners_;  // by Channel
};

}  // namespace stampede
