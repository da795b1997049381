// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <deque>
#include <memory>
#include <vector>

#include "core/live/commit_line.h"
#include "core/live/deadline_ring.h"
#include "core/live/fault_span.h"
#include "core/live/leaderboard_texts.h"
#include "core/live/slot_pool.h"
#include "core/live/sqlite_work.h"
#include "core/live/uv_loop.h"
#include "core/ports/world.h"

namespace stampede {

/// The database's operations on a real SQLite, through a bounded pool of connections. An operation waits for a connection, first come first
/// served, works on a thread, and then holds the connection for the modelled time and what a fault adds. Writers take turns, as SQLite has
/// one; one that finds the file locked by another program tries again every millisecond until its deadline.
class SqliteDatabase final : private SqliteWork::Listener {
   public:
    SqliteDatabase(UvLoop& loop, std::vector<std::unique_ptr<SqliteSession>> sessions, LeaderboardTexts& texts, Duration latency);
    ~SqliteDatabase() override = default;
    SqliteDatabase(const SqliteDatabase&) = delete;
    SqliteDatabase& operator=(const SqliteDatabase&) = delete;
    void observe(WorldObserver& observer) { observer_ = &observer; }

    void issue(const Operation& operation);

    /// Added to every operation while it holds its connection; 0 heals.
    void slow_down(Duration added) { added_ = added; }
    /// Whether a fault holds the write lock, so that waiting for it can be told apart.
    FaultSpan& locked() { return locked_; }

   private:
    enum class Place : std::uint8_t { queued, waiting_to_write, working, holding };
    struct Call {
        Operation operation{};
        Reply reply{};
        Timing timing{};
        Instant issued{0};  // lab time
        Instant begun{0};   // wall time: got its connection
        Duration locked_before{0};
        SqliteSession* session = nullptr;
        std::vector<PendingWrite> writes;
        Place place = Place::queued;
        bool given_up = false;  // the application has its answer
        bool overdue = false;   // its deadline passed while a thread was at it

        bool is_read() const { return operation.verb == Verb::db_select; }
        void reset() { *this = Call{}; }
    };
    using Token = SlotPool<Call>::Token;
    struct Worked {
        Token token = 0;
        SqlResult result;
    };

    template <void (SqliteDatabase::*stage)(Token)>
    void after(Duration delay, Token token);
    void begin(Token token, SqliteSession* session);
    void leave_write_turn(Token token);
    void work(Token token);
    void worked(std::uint64_t token, SqlResult result) override;
    void retry(Token token);
    void performed(Worked worked);
    void report_effects(const Call& call, const SqlResult& result);
    void hold(Token token);
    void finish(Token token);
    void give_up(Token token);
    void answer(Call& call, Outcome outcome);
    void release(Token token);
    bool is_due(const Call& call) const;
    void measure(Call& call);

    UvLoop* loop_;
    std::vector<std::unique_ptr<SqliteSession>> sessions_;
    LeaderboardTexts* texts_;
    Duration latency_;
    WorldObserver* observer_ = nullptr;
    std::vector<SqliteSession*> free_;
    std::deque<Token> queue_;    // for a connection
    std::deque<Token> writers_;  // for their turn; the first has it
    SlotPool<Call> calls_;
    DeadlineRing deadlines_;
    CommitLine<Worked> line_;
    std::string last_refusal_;
    Duration added_{0};
    FaultSpan locked_;
    SqliteWork work_;
};

}  // namespace stampede
