// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <deque>
#include <map>
#include <optional>
#include <vector>

#include "core/async/scheduler.h"
#include "core/ports/latency_sampler.h"
#include "core/ports/world.h"
#include "core/simulated/expiry_queue.h"
#include "core/simulated/fake_append_only_file.h"
#include "core/simulated/fake_redis.h"
#include "core/simulated/simulated_network.h"
#include "core/simulated/subscriptions.h"

namespace stampede {

/// The cache server's half of the simulated world. An operation travels half of its modelled time, has its effect, and its reply travels
/// back. A frozen server keeps what arrives and works it off when it thaws, whether or not anybody still waits; a killed one loses its
/// data and every request that it has not answered.
class SimulatedCache {
   public:
    SimulatedCache(const RunConfig& config, Scheduler& scheduler);
    void observe(WorldObserver& observer);
    /// A new server. Precondition: nothing is on its way.
    void reset();
    void hurry(bool on) { latencies_.hurry(on); }

    void issue(const Operation& operation);
    /// Reports the memory in use, at most once a second.
    void sample();
    void subscribe(InstanceId instance, Channel channel) { subscriptions_.add(instance, channel); }
    /// The instance has crashed: its subscriptions end and nothing more is put into its memory.
    void forget(InstanceId instance);

    // Faults. All of them are idempotent.
    /// FaultKind::redis_kill or redis_power_cut. The server is back when both are healed.
    void take_down(const Fault& fault);
    void heal(FaultKind kind);
    void freeze() { frozen_ = !down_; }
    void thaw();
    void pause() { paused_ = true; }
    void go_on();
    /// Leaves so much of what is in use for data when it begins.
    void squeeze(std::uint32_t percent, Eviction eviction);
    void unsqueeze();
    void flush();
    void evict(Key key);
    void expire(Key key);
    void expire_all();
    /// Of the way between the instances and the server.
    void break_network(const Fault& fault);
    void heal_network(const Fault& fault);

   private:
    enum class Way : std::uint8_t { none, up, down };  ///< through a broken network

    struct Call {
        std::uint32_t serial = 0;  ///< tells a timer of an earlier call from one of this; 0: no call
        Operation operation{};
        Reply reply{};
        Timing timing{};
        Duration travel{0};  ///< one way
        Instant issued{0};
        Instant held{0};        ///< when it reached a frozen server, or a network that holds it
        Treatment treatment{};  ///< by the network
        Way way = Way::none;
        bool last = false;                       ///< the connection ends with it
        std::int64_t incarnation = 0;            ///< of the server to which it was sent
        std::uint32_t life = 0;                  ///< of the instance that asked
        bool answered = false;                   ///< the application has given up; only the effect is still to come
        std::vector<PendingWrite> handed_out{};  ///< with the reply
    };
    struct Travelling {
        InstanceId to = 0;
        Message message{};
    };
    using Index = std::uint32_t;

    /// Calls the stage after a delay, unless the operation is gone by then.
    template <void (SimulatedCache::*stage)(Index)>
    void after(Duration delay, Index index);
    FakeCache::Evicted evicted();
    Index add(const Operation& operation);
    void remove(Index index);

    std::uint32_t next_serial();
    void drop(Index index);

    void arrive(Index index);
    void reach(Index index);
    void hold(Index index);
    void perform(Index index);
    void take_effect(Call& call);
    void reply(Index index);
    void give_up(Index index);
    void complete(Call& call, Outcome outcome);

    void enter_network(Index index);
    void expect_deadline(Index index);
    void park(Index index, Way way);
    Duration pass(Index index, Way way, std::size_t bytes);
    void go_up(Index index);
    void get_through(Index index);
    void leave(Index index);
    void go_down(Index index);
    void close_line(Index index);
    void fail(Index index);
    void cut(InstanceId instance);
    void tell_of_anything(InstanceId instance);
    void kill();
    void start();
    void come_back();
    void limit_memory();
    void work_off();

    void gone(Key key);
    void tell(InstanceId instance, const Message& message);
    void deliver_after(Duration delay, InstanceId instance, const Message& message);
    void arm();
    void expire_due();
    void happened(EventType type, Key key, std::int64_t detail);
    bool holds(Verb verb) const { return frozen_ || (paused_ && held_by_pause(verb)); }
    bool is_cut_off(const Call& call) const { return down_ || call.incarnation != incarnation_; }

    /// The fault "memory full".
    struct Squeeze {
        std::uint32_t percent = 0;
        Eviction eviction = Eviction::allkeys_lru;
        std::size_t in_use = 0;
    };
    /// Why the server is down, and what it comes back with.
    struct Outage {
        bool killed = false;
        bool cut = false;
        bool with_file = false;
        Duration lost{0};
        Instant since{0};
    };

    Scheduler* scheduler_;
    Duration message_travel_;
    FakeCache::Limit limit_;
    LatencySampler latencies_;
    WorldObserver* observer_ = nullptr;
    SimulatedNetwork network_;
    std::optional<FakeRedis> redis_;
    Subscriptions subscriptions_;
    std::deque<Call> calls_;  // at stable addresses
    std::vector<Index> free_;
    std::vector<Index> held_;
    std::vector<Index> parked_;  // by a network that holds them
    std::vector<Travelling> parked_messages_;
    std::uint32_t last_serial_ = 0;
    std::map<std::uint64_t, Travelling> messages_;  // on their way
    std::uint64_t last_message_ = 0;
    ExpiryQueue expiries_;
    Instant armed_ = kNever;                  // the earliest timer for them
    std::array<std::uint32_t, 256> lives_{};  // how often each instance has been forgotten
    bool down_ = false;
    bool frozen_ = false;
    bool paused_ = false;
    std::optional<Squeeze> squeeze_;
    Outage outage_;
    FakeAppendOnlyFile append_only_;
    Instant next_sample_{0};
    std::int64_t incarnation_ = 1;
};

template <void (SimulatedCache::*stage)(SimulatedCache::Index)>
void SimulatedCache::after(Duration delay, Index index) {
    const auto call = [](void* self, std::uint64_t argument) {
        auto& cache = *static_cast<SimulatedCache*>(self);
        const auto at = static_cast<Index>(argument);
        if (cache.calls_[at].serial == static_cast<std::uint32_t>(argument >> 32)) (cache.*stage)(at);
    };
    scheduler_->at(scheduler_->now() + delay, Timer{call, this, (std::uint64_t{calls_[index].serial} << 32) | index});
}

}  // namespace stampede
