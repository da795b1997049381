// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <deque>
#include <memory>
#include <optional>
#include <set>
#include <vector>

#include "core/live/commit_line.h"
#include "core/live/database_connections.h"
#include "core/live/deadline_ring.h"
#include "core/live/fault_time.h"
#include "core/live/leaderboard_texts.h"
#include "core/live/slot_pool.h"
#include "core/live/sqlite_work.h"
#include "core/live/uv_loop.h"
#include "core/ports/latency_sampler.h"
#include "core/ports/pool_report.h"
#include "core/ports/world.h"

namespace stampede {

/// The database's operations on a real SQLite, through a bounded pool of connections. An operation waits for a connection, first come first
/// served, works on a thread, and then holds the connection for the modelled time and what a fault adds. Writers take turns, as SQLite has
/// one; one that finds the file locked by another program tries again every millisecond until its deadline. A transaction that was begun
/// keeps its connection and its turn until it is committed or rolled back; one whose beginner never learnt of it is rolled back at once.
class SqliteDatabase final : private SqliteWork::Listener {
   public:
    SqliteDatabase(UvLoop& loop, std::unique_ptr<DatabaseConnections> connections, LeaderboardTexts& texts, const RunConfig& config);
    ~SqliteDatabase() override = default;
    SqliteDatabase(const SqliteDatabase&) = delete;
    SqliteDatabase& operator=(const SqliteDatabase&) = delete;
    void observe(WorldObserver& observer) {
        observer_ = &observer;
        report_.observe(observer);
    }

    void issue(const Operation& operation);

    /// The data set as it was created, every fault healed; what an open transaction has begun is rolled back. Precondition: no operation is
    /// on its way.
    tl::expected<void, std::string> reset();
    void hurry(bool on) { latencies_.hurry(on); }

    /// The instance has crashed: the transaction that it left open is rolled back, and nothing more is put into its memory.
    void forget(InstanceId instance);

    /// Added to every operation while it holds its connection; 0 heals.
    void slow_down(Duration added) { added_ = added; }

    /// Faults. Each is idempotent; 0 or false heals.

    /// Another program takes the write lock.
    void lock(bool on);
    /// Every operation begins with a query that counts so many rows.
    void count_rows(std::uint32_t rows) { rows_counted_ = rows; }
    /// The file cannot grow: what needs another page is refused.
    void fill(bool full) { limits_.full = full; }
    /// Writes are refused.
    void make_read_only(bool on) { limits_.read_only = on; }
    /// Somebody else takes so many connections as they become free.
    void take_connections(std::uint32_t count);
    /// Nobody answers: connections are closed as their work ends, and opened again.
    void go_down(bool on);
    /// The same, and what was not synced is gone, where the configuration asks for that possibility.
    void cut_power(bool on);
    /// Somebody else writes the row, by a connection of his own, as soon as he gets the write lock.
    void write_from_outside(Key key, WriteId write);

   private:
    enum class Place : std::uint8_t { queued, counting, waiting_to_write, working, holding, rolling_back, turned_away };
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
        bool dropped = false;   // the connection broke before it was performed
        bool outside = false;   // nobody of ours asks

        bool takes_turn() const { return takes_write_lock(operation.verb); }
        void reset() { *this = Call{}; }
    };
    static constexpr Duration kRetry = std::chrono::milliseconds(1);  // while another program has the write lock
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
    void after(Duration delay, Token token) {
        const auto call = [](void* self, std::uint64_t argument) { (static_cast<SqliteDatabase*>(self)->*stage)(argument); };
        loop_->at(loop_->now() + delay, Timer{call, this, token});
    }
    void begin(Token token, SqliteSession* session);
    void counted(Token token);
    void take_turn(Token token);
    void drop(Token token);
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
    void serve();
    void report_pool();
    void turn_away(Token token);
    void learn(Token token);
    void go_away();
    void break_off_all(Token);
    void break_off(Token token);
    void come_back();
    void heal_all();
    tl::expected<void, std::string> calm_down();
    bool is_due(const Call& call) const;
    bool is_forgotten(const Call& call) const { return lives_[call.operation.instance] != call.life; }
    void measure(Call& call);

    UvLoop* loop_;
    std::unique_ptr<DatabaseConnections> connections_;
    LeaderboardTexts* texts_;
    LatencySampler latencies_;
    WorldObserver* observer_ = nullptr;
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
    FaultTime locked_;  // tells waiting for a fault from waiting for another writer
    std::uint32_t rows_counted_ = 0;
    SqlLimits limits_{};
    bool cancels_;
    bool down_ = false;
    bool without_power_ = false;
    bool away_ = false;      // from then on, until the connections are open again
    bool breaking_ = false;  // what is on its way will be broken off, even if that is healed first
    PoolReport report_;
    std::set<Key> touched_;  // rows that may differ from the data set
    SqliteWork work_;
};

}  // namespace stampede
