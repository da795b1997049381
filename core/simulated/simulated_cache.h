// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <deque>
#include <optional>
#include <vector>

#include "core/async/scheduler.h"
#include "core/ports/latency_sampler.h"
#include "core/ports/world.h"
#include "core/simulated/expiry_queue.h"
#include "core/simulated/fake_append_only_file.h"
#include "core/simulated/fake_redis.h"
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

   private:
    struct Call {
        std::uint32_t serial = 0;  ///< tells a timer of an earlier call from one of this; 0: no call
        Operation operation{};
        Reply reply{};
        Timing timing{};
        Duration travel{0};  ///< one way
        Instant issued{0};
        Instant held{0};                         ///< when it reached a frozen server
        std::int64_t incarnation = 0;            ///< of the server to which it was sent
        std::uint32_t life = 0;                  ///< of the instance that asked
        bool answered = false;                   ///< the application has given up; only the effect is still to come
        std::vector<PendingWrite> handed_out{};  ///< with the reply
    };
    using Index = std::uint32_t;

    /// Calls the stage after a delay, unless the operation is gone by then.
    template <void (SimulatedCache::*stage)(Index)>
    void after(Duration delay, Index index);
    FakeCache::Evicted evicted();
    Index add(const Operation& operation);
    void remove(Index index);

    void arrive(Index index);
    void hold(Index index);
    void perform(Index index);
    void reply(Index index);
    void give_up(Index index);
    void complete(Call& call, Outcome outcome);

    void kill();
    void start();
    void come_back();
    void limit_memory();
    void work_off();
    void gone(Key key);
    void tell(InstanceId instance, const Message& message);
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

    struct Travelling {
        InstanceId to = 0;
        Message message{};
        bool in_vain = false;
    };

    Scheduler* scheduler_;
    Duration message_travel_;
    FakeCache::Limit limit_;
    LatencySampler latencies_;
    WorldObserver* observer_ = nullptr;
    std::optional<FakeRedis> redis_;
    Subscriptions subscriptions_;
    std::deque<Call> calls_;  // at stable addresses
    std::vector<Index> free_;
    std::vector<Index> held_;
    std::uint32_t last_serial_ = 0;
    std::deque<Travelling> messages_;  // on their way, in the order of their delivery
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

}  // namespace stampede
