// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "core/model/event.h"

namespace stampede {

/// Where an operation of a request stands.
enum class Phase : std::uint8_t { thinking, parked, on_the_way, coming_back };

/// A request in flight, as far as the journal tells.
struct RequestState {
    RequestKind kind = RequestKind::read;
    Key key{};
    InstanceId instance = 0;
    Instant begun{0};
    Phase phase = Phase::thinking;
    Instant since{0};        ///< when it entered this phase
    Verb verb = Verb::none;  ///< the operation it is at, or the last one
    OperationId operation = 0;
    std::uint32_t file = 0;
    std::uint32_t line = 0;
    std::uint16_t stack = 0;
    Outcome outcome = Outcome::ok;
    bool found = false;
    Value value{};  ///< the newest value it has seen
    Duration modelled{0};
};

/// An entry of the cache.
struct CacheEntry {
    Value value{};
    EntryState state = EntryState::value;
    Instant stored{0};
    Instant expires{0};  ///< 0: never
};

/// A write that waits in an instance's memory.
struct QueuedWrite {
    Key key{};
    WriteId write = 0;
    InstanceId instance = 0;
    Instant since{0};
    bool committed = false;  ///< but the instance does not know it yet
};

/// A fault that has not been healed.
struct ActiveFault {
    Fault fault{};
    Instant since{0};
};

/// The database's connections.
struct PoolState {
    std::uint32_t size = 0;  ///< 0: nothing was reported yet
    std::uint32_t in_use = 0;
    std::uint32_t waiting = 0;  ///< askers that have none
};

enum class BreakerState : std::uint8_t { none, closed, open, half_open };

/// What a view knows at one point of the journal: a fold over its events, O(1) each. It says what the application and the observer
/// of the stores could know; it never asks the stores.
class LabState {
   public:
    static constexpr std::size_t kRecent = 32;

    void apply(const Event& event);

    Instant now() const { return now_; }

    /// In flight, by id: the order of arrival.
    const std::map<RequestId, RequestState>& requests() const { return requests_; }
    /// The lab's own operations by instance (a flusher): request 0.
    const std::map<InstanceId, RequestState>& background() const { return background_; }

    const std::unordered_map<Key, CacheEntry, KeyHash>& cache() const { return cache_; }
    /// The entry at the present time of this state, or nullptr.
    const CacheEntry* cached(Key key) const;
    /// The newest committed value of a row that the journal has seen, or the data set's own.
    Value row(Key key) const;
    /// Whether the row exists, as far as the journal tells.
    bool row_exists(Key key) const;

    /// Keys and rows touched lately, newest first, at most kRecent, no repetitions.
    const std::deque<Key>& recent_keys() const { return recent_keys_; }
    const std::deque<Key>& recent_rows() const { return recent_rows_; }

    const std::deque<QueuedWrite>& queue() const { return queue_; }

    /// What is broken and not healed yet, oldest first.
    const std::vector<ActiveFault>& faults() const { return faults_; }
    bool active(FaultKind kind) const { return find(kind) != nullptr; }
    /// When the oldest active fault of the kind began. Precondition: active(kind).
    Instant active_since(FaultKind kind) const { return find(kind)->since; }
    /// What db_slow adds.
    Duration added_latency() const { return active(FaultKind::db_slow) ? find(FaultKind::db_slow)->fault.added : Duration{0}; }

    /// Of the database, as last reported.
    const PoolState& pool() const { return pool_; }
    /// Of the instance's circuit breaker, as it reported.
    BreakerState breaker(InstanceId instance) const;

    bool cache_running() const { return cache_pid_ != 0; }
    std::int64_t cache_pid() const { return cache_pid_; }
    std::int64_t cache_bytes() const { return cache_bytes_; }
    bool stepping() const { return stepping_; }
    std::uint64_t finished() const { return finished_; }
    std::uint32_t database_in_flight() const { return database_in_flight_; }

   private:
    const ActiveFault* find(FaultKind kind) const;
    void apply_fault(const Event& event);
    void restore(const Event& event);
    void apply_operation(const Event& event);
    void apply_effect(const Event& event);
    void apply_commit(const Event& event);
    void apply_to_stores(const Event& event);
    void coalesce(const Event& event);
    void flush(const Event& event);
    void crash(InstanceId instance);
    RequestState* find(const Event& event);
    static void touch(std::deque<Key>& recent, Key key);

    Instant now_{0};
    std::map<RequestId, RequestState> requests_;
    std::map<InstanceId, RequestState> background_;
    std::unordered_map<Key, CacheEntry, KeyHash> cache_;
    std::unordered_map<Key, Value, KeyHash> rows_;
    std::unordered_set<Key, KeyHash> absent_;
    std::deque<Key> recent_keys_;
    std::deque<Key> recent_rows_;
    std::deque<QueuedWrite> queue_;
    WriteId coalesced_into_ = 0;  // it has the place of an older write
    std::vector<ActiveFault> faults_;
    PoolState pool_;
    std::map<InstanceId, BreakerState> breakers_;
    std::int64_t cache_pid_ = 0;
    std::int64_t cache_bytes_ = 0;
    bool stepping_ = true;
    std::uint64_t finished_ = 0;
    std::uint32_t database_in_flight_ = 0;
};

}  // namespace stampede
