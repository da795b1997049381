// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <deque>
#include <vector>

#include "core/explore/edges.h"
#include "core/explore/exchange.h"
#include "core/simulated/fake_database.h"
#include "core/simulated/fake_redis.h"

namespace stampede {

/// A row that a batch changed.
struct RowChanged {
    PendingWrite change{};
    Reply reply{};
};

/// What an operation does to a store in a certain state.
struct StoreStep {
    std::uint32_t next = 0;
    std::uint32_t told = 0;
    bool applied = false;
    std::vector<RowChanged> rows{};
};

/// The cache as a machine of numbered states. What an operation does in a state is asked of the fake once and known from then on: a search
/// meets few states of a store, in many combinations.
class CacheStates {
   public:
    /// What a reader of a row would find now.
    struct Row {
        Key key{};  ///< under which it would: that of the current version, if versions are part of keys
        bool there = false;
        bool expires = false;  ///< what is under the row's own key does
        bool locked = false;   ///< somebody holds its lock or its lease
        Value value{};
        EntryState state = EntryState::value;
    };

    CacheStates(Vocabulary& words, std::uint32_t rows);

    static constexpr std::uint32_t kEmpty = 0;
    const StoreStep& step(std::uint32_t state, std::uint32_t asked);
    const Row& row(std::uint32_t state, std::uint32_t row) const { return states_[state].rows[row]; }
    std::size_t size() const { return states_.size(); }

   private:
    struct State {
        std::uint32_t before = 0;  // the state from which ...
        std::uint32_t asked = 0;   // ... this operation led here first
        Fingerprint past{};        // of what the entries do not show: leases handed out, and all that was done to queues
        std::vector<Row> rows{};
    };
    std::uint32_t learn(std::uint32_t state, std::uint32_t asked);
    void replay(FakeRedis& redis, std::uint32_t state) const;
    std::vector<Row> look(FakeRedis& redis) const;

    Vocabulary* words_;
    std::uint32_t rows_;
    Numbered<State> states_;
    std::deque<StoreStep> steps_;
    Edges edges_;
};

/// The database, likewise.
class DatabaseStates {
   public:
    DatabaseStates(Vocabulary& words, std::uint32_t rows);

    static constexpr std::uint32_t kAsCreated = 0;
    const StoreStep& step(std::uint32_t state, std::uint32_t asked);
    std::size_t size() const { return states_.size(); }

   private:
    struct State {
        FakeDatabase database;
        Fingerprint past{};  // of what rows and outbox do not show: tickets applied, a transaction begun
    };
    std::uint32_t learn(std::uint32_t state, std::uint32_t asked);
    Told run(State& state, const Asked& asked, std::vector<RowChanged>& rows) const;
    void apply_batch(State& state, const Asked& asked, Reply& reply, std::vector<RowChanged>& rows) const;
    std::uint32_t number(State state);

    Vocabulary* words_;
    std::uint32_t rows_;
    Numbered<State> states_;
    std::deque<StoreStep> steps_;
    Edges edges_;
};

}  // namespace stampede
