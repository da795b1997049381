// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <deque>
#include <memory>
#include <optional>
#include <set>
#include <vector>

#include "core/live/commit_line.h"
#include "core/live/dataset_renewal.h"
#include "core/live/deadline_ring.h"
#include "core/live/fault_time.h"
#include "core/live/leaderboard_texts.h"
#include "core/live/slot_pool.h"
#include "core/live/sqlite_work.h"
#include "core/live/uv_loop.h"
#include "core/ports/latency_sampler.h"
#include "core/ports/world.h"

namespace stampede {

/// The database's operations on a real SQLite, through a bounded pool of connections. An operation waits for a connection, first come first
/// served, works on a thread, and then holds the connection for the modelled time and what a fault adds. Writers take turns, as SQLite has
/// one; one that finds the file locked by another program tries again every millisecond until its deadline. A transaction that was begun
/// keeps its connection and its turn until it is committed or rolled back; one whose beginner never learnt of it is rolled back at once.
class SqliteDatabase final : private SqliteWork::Listener {
   public:
    SqliteDatabase(UvLoop& loop, std::vector<std::unique_ptr<SqliteSession>> sessions, std::unique_ptr<DatasetRenewal> renewal,
                   LeaderboardTexts& texts, LatencySampler latencies);
    ~SqliteDatabase() override = default;
    SqliteDatabase(const SqliteDatabase&) = delete;
    SqliteDatabase& operator=(const SqliteDatabase&) = delete;
    void observe(WorldObserver& observer) { observer_ = &observer; }

    void issue(const Operation& operation);

    /// The data set as it was created; what an open transaction has begun is rolled back. Precondition: no operation is on its way.
    tl::expected<void, std::string> reset();
    void hurry(bool on) { latencies_.hurry(on); }

    /// The instance has crashed: the transaction that it left open is rolled back, and nothing more is put into its memory.
    void forget(InstanceId instance);

    /// Added to every operation while it holds its connection; 0 heals.
    void slow_down(Duration added) { added_ = added; }
    /// Whether a fault holds the write lock, so that waiting for it can be told apart.
    FaultTime& locked() { return locked_; }

   private:
    enum class Place : std::uint8_t { queued, waiting_to_write, working, holding, rolling_back };
    struct Call {
        Operation operation{};
        Reply reply{};
        Timing timing{};
        Instant issued{0};  // lab time
        Instant begun{0};   // wall time: got its connection
        Duration locked_before{0};
        Duration latency{0};           // modelled
        std::uint32_t life = 0;        // of the instance that asked
        std::uint64_t transaction{0};  // that it ends; 0: none
        SqliteSession* session = nullptr;
        SqlTask task{};
        std::vector<PendingWrite> handed_out;
        Place place = Place::queued;
        bool given_up = false;  // the application has its answer
        bool overdue = false;   // its deadline passed while a thread was at it

        bool takes_turn() const { return takes_write_lock(operation.verb); }
        void reset() { *this = Call{}; }
    };
    using Token = SlotPool<Call>::Token;
    struct Worked {
        Token token = 0;
        SqlResult result;
    };
    // Left open by db_begin. There is one write lock, so there is one of them.
    struct Transaction {
        std::uint64_t number = 0;
        InstanceId instance = 0;
        SqliteSession* session = nullptr;
        Token turn = 0;  // its place at the head of the writers
        SqlResult::Row row{};
        bool ending = false;
    };

    template <void (SqliteDatabase::*stage)(Token)>
    void after(Duration delay, Token token);
    void begin(Token token, SqliteSession* session);
    void leave_write_turn(Token token);
    void work(Token token);
    void worked(std::uint64_t token, SqlResult result) override;
    void retry(Token token);
    void performed(Worked worked);
    void begun(Token token, SqlResult& result);
    void ended(SqlResult& result);
    void roll_back(std::uint64_t transaction);
    void rolled_back(Token token);
    void report_effects(const Call& call, const SqlResult& result);
    void hold(Token token);
    void finish(Token token);
    void give_up(Token token);
    void answer(Call& call, Outcome outcome);
    void release(Token token);
    bool is_due(const Call& call) const;
    bool is_forgotten(const Call& call) const { return lives_[call.operation.instance] != call.life; }
    void measure(Call& call);

    UvLoop* loop_;
    std::vector<std::unique_ptr<SqliteSession>> sessions_;
    LeaderboardTexts* texts_;
    LatencySampler latencies_;
    WorldObserver* observer_ = nullptr;
    std::vector<SqliteSession*> free_;
    std::deque<Token> queue_;    // for a connection
    std::deque<Token> writers_;  // for their turn; the first has it
    SlotPool<Call> calls_;
    DeadlineRing deadlines_;
    CommitLine<Worked> line_;
    std::optional<Transaction> transaction_;
    std::uint64_t last_transaction_ = 0;
    std::array<std::uint32_t, 256> lives_{};  // how often each instance has been forgotten
    std::string last_refusal_;
    Duration added_{0};
    FaultTime locked_;
    std::set<Key> touched_;  // rows that may differ from the data set
    std::unique_ptr<DatasetRenewal> renewal_;
    SqliteWork work_;
};

}  // namespace stampede
