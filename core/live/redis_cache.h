// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <optional>

#include "core/live/cache_answer.h"
#include "core/live/cache_expiry.h"
#include "core/live/deadline_ring.h"
#include "core/live/fault_time.h"
#include "core/live/instance_connections.h"
#include "core/live/leaderboard_texts.h"
#include "core/live/slot_pool.h"
#include "core/live/write_pause.h"
#include "core/ports/latency_sampler.h"

namespace stampede {

/// The cache's operations on a real Redis. One travels half of the modelled latency, is sent, has its effect when the reply arrives,
/// and travels back. Given up at its deadline, its effect may still come.
class RedisCache final : public LineListener {
   public:
    /// `frozen` is for how long the server has been stopped; `pause` is where writes go while they are held.
    RedisCache(UvLoop& loop, InstanceConnections& connections, CacheExpiry& expiry, const LeaderboardTexts& texts, const FaultTime& frozen,
               WritePause& pause, LatencySampler latency);
    RedisCache(const RedisCache&) = delete;
    RedisCache& operator=(const RedisCache&) = delete;
    void observe(WorldObserver& observer) { observer_ = &observer; }

    void issue(const Operation& operation);
    /// What has been given up and is still to have its effect concerns nobody any more.
    void forget_all() {
        ++beginning_;
        latency_.restart();
    }
    void hurry(bool on) { latency_.hurry(on); }
    /// Whether the command may have changed what the server holds.
    bool may_write(std::uint64_t token) {
        const Call* call = calls_.find(token);
        return call == nullptr || held_by_pause(call->operation.verb);
    }
    /// The reply to a command of ours (Purpose::call).
    void replied(std::uint64_t token, const RedisReply& reply);
    void performed(std::uint64_t token, const RedisReply& reply, Duration held) override;
    void abandoned(std::uint64_t token) override;

   private:
    struct Call {
        Operation operation{};
        Reply reply{};
        std::vector<PendingWrite> changes{};  // that a queue has handed out
        Timing timing{};
        Duration there{0};  // half of the modelled latency ...
        Duration back{0};   // ... and the other half
        Instant issued{0};  // lab time
        Instant sent{0};    // wall time, 0: not yet
        Duration stalled_before{0};
        std::uint32_t beginning = 0;
        std::uint32_t crashes = 0;                // of the instance, by the time it asked
        std::optional<KeyTable::Entry> replaced;  // by a command that may store and is on its way
        Instant performed{0};                     // wall time at which a proxied command's effect was told, 0: not yet
        Duration held{0};                         // by the network on its way there
        Duration network_before{0};
        bool persistent = false;
        bool proxied = false;    // its effect is told apart from its reply ...
        bool abandoned = false;  // ... and no more of it will be
        bool returning = false;  // its reply travels back
        bool replied = false;
        bool has_effect = false;
        bool given_up = false;
        bool group_made = false;

        void reset() { *this = Call{}; }
    };
    using Token = SlotPool<Call>::Token;

    template <void (RedisCache::*stage)(Token)>
    void after(Duration delay, Token token);
    void send(Token token);
    bool say(RedisConnection& connection, Call& call, Token token);
    std::optional<std::string> entry_bytes(const Operation& operation) const;
    bool make_group(Call& call, Token token, const RedisReply& reply);
    void take_effect(Token token, const RedisReply& reply);
    void restore_replaced(Call& call);
    void release_if_over(Token token);
    Instant keep_account(Call& call, const CacheAnswer& answer);
    void travel_back(Token token, bool at_once);
    void complete(Token token);
    void give_up(Token token);
    void measure(Call& call);
    InstanceConnections::Route route_of(const Operation& operation);
    /// For how long until now the server would not have performed it.
    Duration stalled(const Operation& operation, Instant now) const;
    Duration network_share(const Call& call, Instant now);

    UvLoop* loop_;
    InstanceConnections* connections_;
    CacheExpiry* expiry_;
    const LeaderboardTexts* texts_;
    const FaultTime* frozen_;
    WritePause* pause_;
    WorldObserver* observer_ = nullptr;
    RedisCommand command_;
    LatencySampler latency_;
    std::uint32_t beginning_ = 0;   // how often everything was forgotten
    std::uint64_t last_offer_ = 0;  // token of a lease, whether it was taken up or not
    SlotPool<Call> calls_;
    DeadlineRing deadlines_;
};

}  // namespace stampede
