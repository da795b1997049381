// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <functional>
#include <string>
#include <vector>

#include "core/async/scheduler.h"
#include "core/lab/batch_faults.h"
#include "core/lab/call_stacks.h"
#include "core/lab/instance_freeze.h"
#include "core/lab/instance_queue.h"
#include "core/lab/waist.h"
#include "core/ports/event_sink.h"
#include "core/ports/world.h"

namespace stampede {

/// The narrow waist. Strategies park their operations here; in Run mode they are issued at once, in Step mode they wait to be released.
/// Replies resume the strategy. Every move is recorded.
class Dispatcher final : public Waist, public WorldObserver {
   public:
    Dispatcher(Scheduler& scheduler, World& world, EventSink& sink, std::uint64_t seed);

    void park(const Operation& operation, std::source_location where, const TaskFrame& frame, std::coroutine_handle<> waiter,
              Reply* reply) override;
    Instant now() const override { return scheduler_->now(); }
    Instant clock(InstanceId instance) const override { return now() + skew_[instance]; }

    void effect(const Operation& operation, const Reply& reply, Instant expires) override;
    void completed(const Operation& operation, const Reply& reply, const Timing& timing) override;
    void happened(const Event& event) override;
    void notice(const std::string& sentence) override;
    std::span<const PendingWrite> batch(InstanceId instance, BatchId batch) const override;
    BatchId received(InstanceId instance, std::vector<PendingWrite> changes) override;
    void message(InstanceId to, const Message& message) override;

    void hold(bool on);  ///< Step mode; releasing the hold issues everything parked, oldest first
    /// Issues one parked operation; 0 stands for the one that has waited longest.
    bool release(OperationId operation, Fate fate);
    std::vector<Operation> parked() const;   ///< in order of arrival
    std::vector<Operation> resting() const;  ///< those that sleep or wait, likewise
    /// The outermost frame of the coroutine that asked for the parked or resting operation; null if that was in Run mode.
    const TaskFrame* root_of(const Operation& operation) const { return slots_[operation.slot].root; }
    std::size_t on_the_way() const { return on_the_way_; }
    /// Whether somebody has been woken and has not gone on yet.
    bool waking() const;

    /// The earliest end of a sleep, kNever when nobody sleeps.
    Instant next_wake_up() const;
    /// Wakes everybody whose sleep is over.
    void wake_due();
    /// While on, rests end only through `wake` and `wake_next`, or by a signal, never because time goes on while an operation is under way.
    void rest_by_hand(bool on);
    bool rests_by_hand() const { return rest_by_hand_; }
    /// Wakes the one whose sleep is over longest, if there is one.
    void wake_next();
    /// Ends one rest early, a wait as if its time were up; false when nobody rests with this operation.
    bool wake(OperationId operation);
    void queue_filled(InstanceId instance) override;
    void raise(InstanceId instance, std::uint64_t signal) override;

    /// Forgets every operation of the instance, or of its background work alone: the frames are about to be destroyed.
    void abandon(InstanceId instance);
    void abandon_background(InstanceId instance);

    /// Stands still: none of its operations is issued, none of its sleepers wakes, and what reaches it is kept until it goes on.
    void freeze(InstanceId instance) { freeze_.freeze(instance); }
    void thaw(InstanceId instance);
    bool stands_still(InstanceId instance) const { return freeze_.holds(instance); }
    /// Calls now, or, if the instance stands still, once it goes on; never, if it crashes first.
    void reach(InstanceId instance, std::function<void()> call);
    /// The instance's n-th operation from now is not issued: it stands still instead, and `on_doomed` is called a moment later. 0: never.
    void doom(InstanceId instance, std::uint32_t nth) { doom_[instance] = nth; }
    /// Whether that moment has not come yet, of any instance.
    bool dooming() const { return dooming_ > 0; }
    bool is_doomed(InstanceId instance) const { return doom_[instance] == kDoomed; }
    void on_doomed(std::function<void(InstanceId)> doomed) { doomed_ = std::move(doomed); }
    /// Added to what the instance's clock says.
    void skew(InstanceId instance, Duration by) { skew_[instance] = by; }
    BatchFaults& batch_faults() { return batch_faults_; }

    void add_queue(InstanceId instance, InstanceQueue* queue);
    void on_idle(std::function<void()> idle) { idle_ = std::move(idle); }
    /// Called with each message that reaches an instance.
    void on_message(std::function<void(InstanceId, const Message&)> message) { message_ = std::move(message); }
    /// Called when the cache server has ended although nobody asked for it.
    void on_cache_lost(std::function<void()> lost) { cache_lost_ = std::move(lost); }
    void on_notice(std::function<void(const std::string&)> notice) { notice_ = std::move(notice); }

    void record(const Event& event) override { sink_->record(event); }

   private:
    static constexpr std::uint32_t kDoomed = 0xffffffff;                           // its moment is about to come
    enum class State : std::uint8_t { free, parked, issued, answered, sleeping };  // answered: while the instance stands still
    struct Slot {
        State state = State::free;
        Operation operation{};
        Instant wake{0};
        std::coroutine_handle<> waiter{};
        Reply* reply = nullptr;
        const TaskFrame* root = nullptr;
        bool raised = false;
        bool background = false;
    };

    std::uint32_t take_slot();
    void issue(Slot& slot);
    void learn(const Operation& operation, const Reply& reply, const Timing& timing);
    void abandon(Slot& slot);
    void meet_doom(InstanceId instance);
    bool rests(const Slot& slot) const { return slot.state == State::sleeping && !freeze_.holds(slot.operation.instance); }
    void sleep(Slot& slot);
    void arm(const Slot& slot);
    void resume(std::uint32_t slot, const Reply& reply);
    Event event_of(EventType type, const Operation& operation) const;
    void wake(Slot& slot);
    void end_rest(std::uint32_t slot);
    static void wake_up(void* self, std::uint64_t argument);

    Scheduler* scheduler_;
    World* world_;
    EventSink* sink_;
    bool holding_ = true;
    bool rest_by_hand_ = false;
    OperationId next_operation_ = 1;
    std::size_t on_the_way_ = 0;
    std::vector<Slot> slots_;
    std::vector<std::uint32_t> free_;
    std::vector<InstanceQueue*> queues_;
    CallStacks stacks_;
    InstanceFreeze freeze_;
    BatchFaults batch_faults_;
    std::array<Duration, 256> skew_{};       // by instance
    std::array<std::uint32_t, 256> doom_{};  // by instance: operations until it crashes; 0: none
    std::size_t dooming_ = 0;
    std::function<void(InstanceId)> doomed_;
    std::function<void()> idle_;
    std::function<void()> cache_lost_;
    std::function<void(const std::string&)> notice_;
    std::function<void(InstanceId, const Message&)> message_;
};

}  // namespace stampede
