// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <optional>

#include "core/live/cache_expiry.h"
#include "core/live/deadline_ring.h"
#include "core/live/fault_span.h"
#include "core/live/leaderboard_texts.h"
#include "core/live/slot_pool.h"

namespace stampede {

/// The cache's operations on a real Redis. One travels half of the modelled latency, is sent, has its effect when the reply arrives,
/// and travels back. Given up at its deadline, its effect may still come.
class RedisCache {
   public:
    /// `frozen` is for how long the server has been stopped.
    RedisCache(UvLoop& loop, RedisConnection& connection, CacheExpiry& expiry, const LeaderboardTexts& texts, const FaultSpan& frozen,
               Duration latency);
    RedisCache(const RedisCache&) = delete;
    RedisCache& operator=(const RedisCache&) = delete;
    void observe(WorldObserver& observer) { observer_ = &observer; }

    void issue(const Operation& operation);
    /// The reply to a command of ours (Purpose::call).
    void replied(std::uint64_t token, const RedisReply& reply);

   private:
    struct Call {
        Operation operation{};
        Reply reply{};
        Timing timing{};
        Instant issued{0};  // lab time
        Instant sent{0};    // wall time, 0: not yet
        Duration frozen_before{0};
        std::optional<KeyTable::Entry> replaced;  // by a SET that is on its way
        bool persisted = false;
        bool replied = false;
        bool given_up = false;

        void reset() { *this = Call{}; }
    };
    using Token = SlotPool<Call>::Token;

    template <void (RedisCache::*stage)(Token)>
    void after(Duration delay, Token token);
    void send(Token token);
    bool send_set(Call& call, Token token);
    void travel_back(Token token, bool at_once);
    void complete(Token token);
    void give_up(Token token);
    void read(Call& call, const RedisReply& reply, Instant& expires);
    void measure(Call& call);

    UvLoop* loop_;
    RedisConnection* connection_;
    CacheExpiry* expiry_;
    const LeaderboardTexts* texts_;
    const FaultSpan* frozen_;
    WorldObserver* observer_ = nullptr;
    RedisCommand command_;
    Duration there_;  // half of the modelled latency ...
    Duration back_;   // ... and the other half
    SlotPool<Call> calls_;
    DeadlineRing deadlines_;
};

}  // namespace stampede
