// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "core/async/scheduler.h"
#include "core/lab/instance_queue.h"
#include "core/ports/event_sink.h"
#include "core/ports/operation_port.h"
#include "core/ports/world.h"

namespace stampede {

/// Who an operation is performed for. Strategies do not say it with every call: it is whoever runs at the moment.
struct Caller {
    RequestId request = 0;
    InstanceId instance = 0;
};

/// The narrow waist. Strategies park their operations here; in Run mode they are issued at once, in Step mode they wait to be released.
/// Replies resume the strategy. Every move is recorded.
class Dispatcher final : public OperationPort, public WorldObserver {
   public:
    Dispatcher(Scheduler& scheduler, World& world, EventSink& sink);

    void park(const Operation& operation, std::source_location where, std::coroutine_handle<> waiter, Reply* reply) override;

    void effect(const Operation& operation, const Reply& reply, Instant expires) override;
    void completed(const Operation& operation, const Reply& reply, const Timing& timing) override;
    void happened(const Event& event) override;
    void notice(const std::string& sentence) override;
    std::span<const PendingWrite> batch(InstanceId instance, BatchId batch) const override;

    /// Runs code of a strategy on behalf of the caller.
    template <class F>
    void run_as(Caller caller, F&& code) {
        const Caller before = caller_;
        caller_ = caller;
        code();
        caller_ = before;
    }

    void hold(bool on);  ///< Step mode; releasing the hold issues everything parked, oldest first
    /// Issues one parked operation; 0 stands for the one that has waited longest.
    bool release(OperationId operation);
    std::vector<Operation> parked() const;  ///< in order of arrival
    std::size_t on_the_way() const { return on_the_way_; }

    /// The earliest end of a sleep, kNever when nobody sleeps.
    Instant next_wake_up() const;
    /// Wakes everybody whose sleep is over.
    void wake_due();
    /// Wakes the flusher that sleeps until its queue holds enough.
    void queue_filled(InstanceId instance);

    /// Forgets every operation of the instance: its frames are about to be destroyed.
    void abandon(InstanceId instance);

    void add_queue(InstanceId instance, InstanceQueue* queue);
    void on_idle(std::function<void()> idle) { idle_ = std::move(idle); }
    /// Called when the cache server has ended although nobody asked for it.
    void on_cache_lost(std::function<void()> lost) { cache_lost_ = std::move(lost); }
    void on_notice(std::function<void(const std::string&)> notice) { notice_ = std::move(notice); }

    /// An event stamped with the present lab time.
    Event event(EventType type) const;
    void record(const Event& event) { sink_->record(event); }

   private:
    enum class State : std::uint8_t { free, parked, issued, sleeping };
    struct Slot {
        State state = State::free;
        Operation operation{};
        Instant wake{0};
        std::coroutine_handle<> waiter{};
        Reply* reply = nullptr;
    };

    std::uint32_t take_slot();
    void issue(Slot& slot);
    void sleep(Slot& slot);
    void resume(std::uint32_t slot, const Reply& reply);
    Event event_of(EventType type, const Operation& operation) const;
    std::uint16_t file_of(const char* name);
    static void wake_up(void* self, std::uint64_t argument);

    Scheduler* scheduler_;
    World* world_;
    EventSink* sink_;
    Caller caller_{};
    bool holding_ = true;
    OperationId next_operation_ = 1;
    std::size_t on_the_way_ = 0;
    std::vector<Slot> slots_;
    std::vector<std::uint32_t> free_;
    std::vector<InstanceQueue*> queues_;
    std::vector<std::pair<const char*, std::uint16_t>> files_;
    std::function<void()> idle_;
    std::function<void()> cache_lost_;
    std::function<void(const std::string&)> notice_;
};

}  // namespace stampede
