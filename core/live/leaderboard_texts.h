// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <deque>
#include <string>
#include <utility>

#include "core/model/key.h"
#include "core/model/value.h"

namespace stampede {

/// The bytes of leaderboards lately read from the database, so that the SET that follows the SELECT stores exactly what was read.
/// A leaderboard has no row that its content could be computed from.
class LeaderboardTexts {
   public:
    void keep(Key key, Value value, std::string text) {
        for (Entry& entry : entries_) {
            if (entry.key == key && entry.value == value) {
                entry.text = std::move(text);
                return;
            }
        }
        if (entries_.size() == kMost) entries_.pop_front();
        entries_.push_back({key, value, std::move(text)});
    }

    /// nullptr when nothing was read under this value, or too long ago.
    const std::string* find(Key key, Value value) const {
        for (const Entry& entry : entries_) {
            if (entry.key == key && entry.value == value) return &entry.text;
        }
        return nullptr;
    }

   private:
    static constexpr std::size_t kMost = 16;
    struct Entry {
        Key key{};
        Value value{};
        std::string text;
    };
    std::deque<Entry> entries_;
};

}  // namespace stampede
