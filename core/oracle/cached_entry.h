// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/oracle/finding.h"

namespace stampede {

/// What a cache holds under a key, and how it came there.
struct CachedEntry {
    Value value{};
    EntryState state = EntryState::value;
    bool there = false;
    Instant expires{0};  ///< 0: never
    Mark filled{};
    Mark removed{};  ///< the last DEL before it was filled

    /// Whether a reader would be answered with it.
    bool answers() const { return there && (state == EntryState::value || state == EntryState::absent); }
    void store(const Event& event, const Mark& mark) {
        value = event.value;
        state = event.state;
        there = true;
        expires = Instant(event.detail);
        filled = mark;
    }
    void remove(const Mark& mark) {
        there = false;
        removed = mark;
    }
    void vanish() { there = false; }
};

}  // namespace stampede
