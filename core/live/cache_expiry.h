// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include "core/live/key_table.h"
#include "core/live/redis_command.h"
#include "core/live/redis_connection.h"
#include "core/live/uv_loop.h"
#include "core/live/write_pause.h"
#include "core/ports/world.h"

namespace stampede {

/// Every TTL in lab time. While lab time runs by itself Redis expires the keys, and we report each at our own deadline, because Redis tells
/// of an expiry only when it reclaims the memory, seconds later. While time is frozen or the lab holds the TTLs, keys are persistent in
/// Redis and we expire them: taking them over costs a command a key, a step after that costs none.
class CacheExpiry {
   public:
    using Position = UndoLog<KeyTable::Entry>::Position;
    /// Its commands are the lab's.
    CacheExpiry(UvLoop& loop, WritePause& commands) : loop_(&loop), commands_(&commands) {}
    void observe(WorldObserver& observer) { observer_ = &observer; }

    void freeze(bool on);
    void hold(bool on);
    /// Whether keys are persistent in Redis: then commands that store give no TTL.
    bool ours() const { return ours_; }

    /// A command that may store is on its way: the deadline of what it would replace no longer counts. If it does not store,
    /// `restore` what this returned.
    std::optional<KeyTable::Entry> replacing(Key key) { return table_.erase(key); }
    void restore(Key key, const KeyTable::Entry& entry);
    /// It stored what was vacant, though we had this there: that has expired.
    void found_vacant(Key key, const KeyTable::Entry& entry);
    /// It stored, as persistent or not. The lab time at which the key expires, 0 for never.
    Instant stored(Key key, Value value, Duration ttl, bool persistent);
    /// A count has gone on. It keeps the TTL that it had, if any.
    void counted(Key key);
    void deleted(Key key) { table_.erase(key); }
    void missed(Key key);
    void evicted(Key key);
    void evict(Key key);
    /// Every key is gone.
    void emptied() { table_.clear(); }

    // The server is gone, and comes back with keys or without.
    void lost();
    /// A command that may have stored was sent and nobody knows what became of it.
    void never_replaced(Key key, const KeyTable::Entry& entry);
    /// It holds the key, for so long by its own clock (0: for ever). When it expires in lab time, kNever for never; nothing: its time ran
    /// out meanwhile, and it is removed.
    std::optional<Instant> came_back(Key key, Value value, Duration left);
    /// What was there before it was gone does not matter any more.
    void forget_before() { before_.clear(); }

    // What is known of the keys can go back to what it was.
    void remember() { table_.log().keep(true); }
    Position changes() { return table_.log().position(); }
    void forget_changes_before(Position position) { table_.log().forget_before(position); }
    /// While the server is gone.
    void go_back_to(Position position) { before_.go_back_to(position); }

    void expire(Key key);
    void expire_all();

    /// The reply to a command of ours (Purpose::keep, Purpose::expire, Purpose::evict).
    void replied(std::uint64_t token, const RedisReply& reply);

    const KeyTable& table() const { return table_; }

   private:
    void take_over_or_give_back();
    void send_ttl(Key key, Instant expires);
    void arm();
    void fire();
    void report_expired(Key key);
    void report_evicted(Key key, Value value);
    Duration slack() const;

    UvLoop* loop_;
    WritePause* commands_;
    WorldObserver* observer_ = nullptr;
    RedisCommand command_;
    KeyTable table_;
    KeyTable before_;  // when the server was lost
    bool frozen_ = false;
    bool held_ = false;
    bool ours_ = false;
    Instant armed_ = kNever;
};

}  // namespace stampede
