// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <deque>
#include <optional>
#include <vector>

#include "core/async/scheduler.h"
#include "core/ports/latency_sampler.h"
#include "core/ports/pool_report.h"
#include "core/ports/world.h"
#include "core/simulated/fake_database.h"

namespace stampede {

/// The database's half of the simulated world: a bounded pool of connections and one write lock in front of the fake. An operation waits
/// for a connection, first come first served, then a writer for the lock; it has its effect, and holds its connection for the
/// modelled time and what a fault adds. A transaction that was begun keeps connection and lock until it is committed or rolled back.
class SimulatedDatabase {
   public:
    SimulatedDatabase(const RunConfig& config, Scheduler& scheduler);
    void observe(WorldObserver& observer) {
        observer_ = &observer;
        report_.observe(observer);
    }

    void issue(const Operation& operation);
    /// New rows. Precondition: nothing is on its way.
    void reset();
    void hurry(bool on) { latencies_.hurry(on); }

    /// The instance has crashed: the transaction that it left open is rolled back, and nothing more is put into its memory.
    void forget(InstanceId instance);

    /// Added to every operation while it holds its connection; 0 heals.
    void slow_down(Duration added) { added_ = added; }

    /// Another program takes the write lock, as soon as no transaction has it, and gives it back. Both idempotent.
    void lock();
    void unlock();

    /// Faults. Each is idempotent; 0 or false heals.

    /// Every operation begins with a query that counts so many rows.
    void count_rows(std::uint32_t rows) { rows_counted_ = rows; }
    /// New rows are refused.
    void fill(bool full) { rows_.fill(full); }
    /// Writes are refused.
    void make_read_only(bool on) { read_only_ = on; }
    /// Somebody else takes so many connections as they become free.
    void take_connections(std::uint32_t count);
    /// Nobody answers, and nothing is performed.
    void go_down(bool on);
    /// The same, and what was committed since the last sync is gone, where the configuration asks for that possibility.
    void cut_power(bool on);
    /// Somebody else writes the row, as soon as the write lock is free.
    void write_from_outside(Key key, WriteId write);

   private:
    enum class Place : std::uint8_t { queued, travelling, waiting_to_write, holding, turned_away };
    struct Call {
        std::uint32_t serial = 0;  // tells a timer of an earlier call from one of this; 0: no call
        Operation operation{};
        Reply reply{};
        Timing timing{};
        Instant issued{0};
        Instant since{0};  // it travels, waits for the lock, or holds its connection
        Duration locked_before{0};
        Duration latency{0};                     // modelled
        Duration added{0};                       // by a fault
        std::uint32_t life = 0;                  // of the instance that asked
        std::uint64_t transaction = 0;           // that it ends; 0: none
        std::vector<PendingWrite> changes{};     // that it names
        std::vector<PendingWrite> handed_out{};  // that the database hands out with the reply
        Place place = Place::queued;
        bool answered = false;  // the application has given up; only the effect is still to come
    };
    // Left open by db_begin. There is one write lock, so there is one of them.
    struct Transaction {
        std::uint64_t number = 0;
        InstanceId instance = 0;
        bool ending = false;
    };
    using Index = std::uint32_t;

    template <void (SimulatedDatabase::*stage)(Index)>
    void after(Duration delay, Index index) {
        const auto call = [](void* self, std::uint64_t argument) {
            auto& database = *static_cast<SimulatedDatabase*>(self);
            const auto at = static_cast<Index>(argument);
            if (database.calls_[at].serial == static_cast<std::uint32_t>(argument >> 32)) (database.*stage)(at);
        };
        scheduler_->at(scheduler_->now() + delay, Timer{call, this, (std::uint64_t{calls_[index].serial} << 32) | index});
    }
    Index add(const Operation& operation);
    void remove(Index index);

    void connect(Index index);
    void turn_away(Index index);
    void learn(Index index);
    void break_off();
    void come_back();
    void heal_all();
    void write_from_outside();
    void commit_from_outside(const Operation& operation);
    bool refuses(const Call& call) const;
    void sync_if_due();
    void report_pool();
    void travel(Index index);
    void perform(Index index);
    void wait_for_lock(Index index);
    void stop_waiting(Call& call) const;
    void let_writers_on();
    void run(Call& call);
    void apply_batch(Call& call);
    void finish(Index index);
    void give_up(Index index);
    void share_out(Call& call) const;
    void release_connection();
    void roll_back(std::uint64_t transaction);
    void end_transaction();
    void complete(Index index, Outcome outcome);
    bool is_locked() const { return transaction_.has_value() || locked_; }
    bool is_forgotten(const Call& call) const { return lives_[call.operation.instance] != call.life; }
    Duration locked_total() const;
    Duration time_left(const Call& call) const;

    Scheduler* scheduler_;
    LatencySampler latencies_;
    WorldObserver* observer_ = nullptr;
    FakeDatabase rows_;
    std::deque<Call> calls_;  // at stable addresses
    std::vector<Index> free_;
    std::uint32_t last_serial_ = 0;
    std::size_t pool_;
    std::size_t connections_;    // that are free
    std::size_t wanted_ = 0;     // by a fault ...
    std::size_t taken_ = 0;      // ... that it has
    std::deque<Index> queue_;    // for a connection
    std::deque<Index> writers_;  // for the lock
    std::optional<Transaction> transaction_;
    std::uint64_t last_transaction_ = 0;
    std::array<std::uint32_t, 256> lives_{};  // how often each instance has been forgotten
    bool locked_ = false;
    Instant locked_since_{0};
    Duration locked_past_{0};
    Duration added_{0};
    std::uint32_t rows_counted_ = 0;
    bool cancels_;
    bool read_only_ = false;
    bool down_ = false;
    bool without_power_ = false;
    bool power_cuts_;
    Instant unsynced_since_{0};
    std::vector<std::pair<Key, Reply>> reverted_;
    std::deque<Operation> outside_;  // writes of somebody else
    PoolReport report_;
};

}  // namespace stampede
