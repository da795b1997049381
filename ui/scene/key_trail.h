// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <unordered_map>

#include "ui/model/lab_session.h"

namespace stampede::ui {

/// Why a key that was touched lately is not in the cache.
enum class Absence { missed, deleted, expired, evicted, lost };

/// Keys that have just left the cache, or were looked for in vain: a fold over the last events before a cursor.
class KeyTrail {
   public:
    struct Entry {
        Absence why = Absence::missed;
        Instant at{0};
        std::size_t index = 0;  ///< of the event that said so
    };

    /// Brings the trail to the cursor. O(1) an event going forward; a jump looks at most kLookBack events back.
    void moveTo(const Journal& journal, std::size_t cursor);

    /// nullptr when nothing is known about the key.
    const Entry* find(Key key) const;

   private:
    static constexpr std::size_t kLookBack = 4096;
    static constexpr std::size_t kMost = 1024;

    void apply(const Event& event, std::size_t index);
    void prune();

    std::unordered_map<Key, Entry, KeyHash> entries_;
    std::size_t folded_ = 0;
    Entry lost_;  // the cache itself went away
    bool everLost_ = false;
};

}  // namespace stampede::ui
