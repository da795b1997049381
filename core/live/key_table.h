// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <set>
#include <unordered_map>
#include <utility>
#include <vector>

#include "core/model/key.h"
#include "core/model/time.h"
#include "core/model/undo_log.h"
#include "core/model/value.h"

namespace stampede {

/// The keys that we have put into the cache and that we know of no end of, with the lab time at which each expires.
class KeyTable {
   public:
    struct Entry {
        Value value{};
        Instant expires = kNever;
    };

    void set(Key key, const Entry& entry);
    /// What was there.
    std::optional<Entry> erase(Key key);
    /// nullptr when it is not there.
    const Entry* find(Key key) const;
    void clear();

    /// Notes its changes from now on, and can go back by them.
    UndoLog<Entry>& log() { return log_; }
    void go_back_to(UndoLog<Entry>::Position position);

    std::size_t size() const { return entries_.size(); }
    std::vector<Key> keys() const;
    /// Keys that expire some day, soonest first.
    const std::set<std::pair<Instant, Key>>& expiring() const { return expiring_; }
    /// kNever when no key expires.
    Instant next_expiry() const { return expiring_.empty() ? kNever : expiring_.begin()->first; }

   private:
    void put(Key key, const Entry& entry);
    std::optional<Entry> take(Key key);

    std::unordered_map<Key, Entry, KeyHash> entries_;
    std::set<std::pair<Instant, Key>> expiring_;
    UndoLog<Entry> log_;
};

}  // namespace stampede
