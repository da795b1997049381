// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <set>

#include "core/explore/played.h"
#include "core/explore/scenario.h"
#include "core/model/event.h"
#include "core/oracle/consistency.h"
#include "core/ports/event_sink.h"

namespace stampede {

/// Writes down what a play comes to, step by step, from its events. The same for a search's stage and for a lab.
class PlayRecorder final : public EventSink {
   public:
    explicit PlayRecorder(const Scenario& scenario);

    void begin_step(ExploreChoice choice, std::vector<std::uint8_t> movable);
    void end_step();
    void record(const Event& event) override;

    /// Operations that changed a store, and expiries, so far.
    std::uint32_t progress() const { return progress_; }
    /// What it was when the operation was parked.
    std::uint32_t progress_at(OperationId operation) const;
    /// Messages that have reached an instance, entries of rows that have expired.
    std::uint32_t messages() const { return messages_; }
    std::uint32_t expiries() const { return expiries_; }

    /// The keys of the scenario's rows under which anything was kept, and each row's own.
    const std::set<Key>& keys() const { return keys_; }
    /// What the events say that the stores hold; only of a play without lost requests and crashes of the cache.
    std::vector<Held> entries() const;
    std::vector<Held> rows() const;
    /// The value, with its write named by its actor.
    Value named(Value value) const;
    /// The key, with the number of the row's version counted from 1 in the order in which such keys are met: it begins at random.
    Key named(Key key) const;

    /// The steps and the verdict; the stores are for the caller to fill in.
    Played finish();

   private:
    void begun(const Event& event);
    void ended(const Event& event);
    void effect(const Event& event);
    void meet(Key key);

    const Scenario* scenario_;
    Played played_;
    PlayedStep* step_ = nullptr;
    Consistency consistency_;
    std::map<RequestId, std::uint8_t> actors_;
    std::map<WriteId, WriteId> names_;
    std::map<Key, std::uint32_t> generations_;
    std::map<Key, std::uint32_t> met_;  // by row
    std::map<std::uint8_t, std::uint32_t> begun_;
    std::map<OperationId, std::uint32_t> parked_;
    std::set<Key> keys_;
    std::map<Key, Held> entries_;
    std::map<Key, Held> rows_;
    std::size_t events_ = 0;
    std::uint32_t progress_ = 0;
    std::uint32_t messages_ = 0;
    std::uint32_t expiries_ = 0;
};

}  // namespace stampede
