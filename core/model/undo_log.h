// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <cstdint>
#include <deque>
#include <optional>
#include <utility>

#include "core/model/key.h"

namespace stampede {

/// What stood under a table's keys before each change, so that it can go back to what it held. Positions count the changes. Notes nothing
/// before it is switched on.
template <class Before>
class UndoLog {
   public:
    using Position = std::uint64_t;

    explicit UndoLog(Position first = 0) : first_(first) {}

    void keep(bool on) { on_ = on; }
    bool on() const { return on_; }
    Position position() const { return first_ + changes_.size(); }

    /// Nothing: the key was vacant.
    void note(Key key, std::optional<Before> before) {
        if (on_) changes_.push_back({key, std::move(before)});
    }
    /// Nobody will go back behind this.
    void forget_before(Position position) {
        for (; first_ < position && !changes_.empty(); ++first_) changes_.pop_front();
    }
    /// Has the changes since then undone, the last one first; `put_back(key, before)` notes nothing.
    template <class PutBack>
    void go_back_to(Position position, PutBack put_back) {
        while (this->position() > std::max(position, first_)) {
            const Change change = std::move(changes_.back());
            changes_.pop_back();
            put_back(change.key, change.before);
        }
    }

   private:
    struct Change {
        Key key{};
        std::optional<Before> before{};
    };
    bool on_ = false;
    Position first_ = 0;
    std::deque<Change> changes_;
};

}  // namespace stampede
