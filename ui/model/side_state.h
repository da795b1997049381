// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "core/journal/journal.h"

namespace stampede::ui {

/// What LabState does not tell and the picture shows: copies in the instances' own memory, circuit breakers, refused loads, leases,
/// counters, how long the queues in Redis are, which uncommitted writes can never commit. A fold over the journal's events.
class SideState {
   public:
    struct Copy {
        Value value{};
        EntryState state = EntryState::value;
        Instant stored{0};
    };
    enum class Breaker : std::uint8_t { none, closed, open, half_open };

    void apply(const Event& event);

    using Copies = std::map<Key, Copy>;
    const Copies& copies(InstanceId instance) const { return instances_[instance % kInstances].copies; }
    /// `none` until the instance's breaker has spoken.
    Breaker breaker(InstanceId instance) const { return instances_[instance % kInstances].breaker; }
    /// Whether the instance has crashed and was not started again.
    bool down(InstanceId instance) const { return instances_[instance % kInstances].down; }
    /// How many loads the instance has refused so far to spare the database.
    std::uint64_t shed(InstanceId instance) const { return shed_[instance % kInstances]; }
    bool leased(Key key) const { return leases_.contains(key); }
    /// Counters in Redis by key; rows have none until one has been counted.
    const std::map<Key, std::int64_t>& counters() const { return counters_; }
    /// Whether the write waited in the memory of an instance that crashed.
    bool lost(WriteId write) const { return lost_.contains(write); }

    /// Entries of a queue in Redis; -1 when the run has never used it.
    std::int64_t listLength() const { return list_; }
    std::int64_t takenLength() const { return taken_; }
    std::int64_t streamLength() const { return stream_; }
    std::int64_t deadLetters() const { return dead_; }

   private:
    static constexpr std::size_t kInstances = 4;

    struct Instance {
        Copies copies;
        Breaker breaker = Breaker::none;
        bool down = false;
        std::unordered_set<WriteId> queued;
    };

    void applyEffect(const Event& event);
    void applyReply(const Event& event);
    void clearCache();

    std::array<Instance, kInstances> instances_;
    std::array<std::uint64_t, kInstances> shed_{};
    std::unordered_set<Key, KeyHash> leases_;
    std::map<Key, std::int64_t> counters_;
    std::unordered_set<WriteId> lost_;
    std::int64_t list_ = -1;
    std::int64_t taken_ = 0;
    std::int64_t stream_ = -1;
    std::int64_t dead_ = 0;
};

/// The side state at any index of a journal, from checkpoints.
class SideHistory {
   public:
    const SideState& moveTo(const Journal& journal, std::size_t cursor);
    const SideState& state() const { return state_; }
    void clear() { *this = {}; }

   private:
    static constexpr std::size_t kSpacing = 65'536;

    SideState state_;
    std::size_t folded_ = 0;
    std::vector<std::pair<std::size_t, SideState>> kept_;
};

}  // namespace stampede::ui
