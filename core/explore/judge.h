// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>

#include "core/explore/fingerprint.h"
#include "core/explore/scenario.h"
#include "core/model/event.h"
#include "core/model/property.h"
#include "core/strategies/strategy.h"

namespace stampede {

/// The checker of a search: the definitions of core/oracle on a small state of fixed size, so that it can be part of the state that is
/// searched. That both say the same is tested by giving every schedule of small scenarios to both.
class Judge {
   public:
    /// A request of a client: which row it asks for, and, of a write, on what value it is based (Value{}: on none).
    void begin(std::size_t client, std::size_t row);
    void begin_write(std::size_t client, RequestId request, std::size_t row, Value based_on);
    void end_read(std::size_t client, std::size_t row, const Answer& answer);
    void end_write(std::size_t client, RequestId request, std::size_t row, const Answer& answer);

    void load_begun(std::size_t row);
    void load_ended(std::size_t row) { --rows_[row].loads; }

    /// The value is in the cache, or in a queue on its way to the database.
    void placed(std::size_t row, Value value, bool in_queue);
    void committed(std::size_t row, Value value, bool exists);
    /// What code says of its own memory.
    void noted(const Event& event);
    void crashed(InstanceId instance);

    /// Nothing moves any more: what a reader of the row would find in the cache, ...
    void finish_row(std::size_t row, bool cached, Value value, EntryState state);
    /// ... and, after every row, the rest of the verdict.
    void finish();

    Properties broken() const { return broken_; }
    std::uint32_t width() const { return width_; }  ///< most loads of one row in flight at once
    void forget_width() { width_ = 0; }

    /// What the judge knows, except of single clients ...
    void add_to(Fingerprint& print, std::size_t rows, std::size_t requests) const;
    /// ... and of one client, so that alike ones can be exchanged.
    std::uint64_t word_of(std::size_t client) const {
        const Client& c = clients_[client];
        return (std::uint64_t{c.floor} << 32) | (std::uint64_t{c.seen} << 16) | c.wrote;
    }

   private:
    // Twice its version for a commit; one less for what a later one of its queue has overwritten; kWaiting and its place for what waits.
    using Rank = std::uint16_t;
    static constexpr Rank kInitial = 2;
    static constexpr Rank kWaiting = 0x8000;
    static constexpr Rank kNewest = 0xffff;

    struct Copy {
        std::uint16_t version = 0;
        std::uint8_t write = 0;
        EntryState state = EntryState::value;
        bool there = false;
    };
    struct Row {
        Rank floor = kInitial;  // of the newest that an acknowledgement or an answer has shown
        Rank newest = kInitial;
        std::uint8_t loads = 0;
        bool exists = true;
        std::array<Copy, Scenario::kMostInstances> copies{};  // in the instances' own memory
    };
    struct Write {
        std::uint16_t version = 0;  // 0: not committed
        std::uint8_t place = 0;     // in the order in which writes reached cache, queue or database, from 1; 0: none yet
        std::uint8_t row = 0;
        std::uint8_t based_on = 0;  // the write it is based on, plus 1; 0: on none
        std::uint8_t client = 0;    // whose it is
        bool queued : 1 = false;
        bool acknowledged : 1 = false;
        bool read : 1 = false;  // somebody was answered with it before its commit
        bool exists : 1 = true;
    };
    struct Client {
        Rank floor = 0;  // of its row when its request began; 0: none is in flight
        Rank seen = 0;   // the newest that it has read, and ...
        Rank wrote = 0;  // ... of which it was told that it is written
        std::uint8_t row = 0;
    };

    void broke(Property property) { broken_ = broken_.with(Properties(property)); }
    static bool known(Key key) { return key.kind == Kind::user_profile && key.id >= 1 && key.id <= Scenario::kMostKeys; }
    static std::size_t row_of(Key key) { return key.id - 1; }
    Write& write(WriteId id) { return writes_[id % Scenario::kMostRequests]; }
    const Write& write(WriteId id) const { return writes_[id % Scenario::kMostRequests]; }
    Rank rank(std::size_t row, Value value, bool found) const;
    Rank rank(const Write& write) const;
    Rank rank_of_absence(std::size_t row, Version as_of) const;
    Rank once_overwritten(const Write& write) const;
    bool settled(const Write& write) const { return write.version != 0 || (write.acknowledged && once_overwritten(write) != 0); }
    void settle_reads(Write& write);
    /// What was known as the rank of something that waits has another one now.
    template <class NewRank>
    void change_ranks(std::size_t row, NewRank new_rank);
    void coalesced(WriteId older, WriteId newer);
    void local(const Event& event);
    void check_copy(std::size_t row, Value value, EntryState state);

    std::array<Row, Scenario::kMostKeys> rows_{};
    std::array<Write, Scenario::kMostRequests> writes_{};
    std::array<Client, Scenario::kMostClients> clients_{};
    std::uint8_t last_place_ = 0;
    std::uint8_t width_ = 0;
    Properties broken_{};
};

}  // namespace stampede
