// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

#include "core/model/event.h"
#include "core/model/property.h"

namespace stampede {

/// One event of the journal, as far as a sentence about it needs to know it.
struct Mark {
    static constexpr std::uint64_t kNowhere = ~std::uint64_t{0};

    std::uint64_t position = kNowhere;  ///< its index in the whole journal, from 0
    Instant at{0};
    Value value{};
    RequestId request = 0;
    EventType type = EventType::request_begun;
    Verb verb = Verb::none;
    InstanceId instance = 0;

    bool known() const { return position != kNowhere; }
};

/// The part that an event played in what went wrong.
enum class Part : std::uint8_t {
    acknowledged,     ///< the write that was acknowledged
    seen,             ///< a read that had already returned something newer
    began,            ///< the request that began after it
    filled,           ///< the operation that put the old value where it was read or found
    loaded,           ///< the SELECT that found the old row
    removed,          ///< the DEL that had removed the entry before
    committed,        ///< the commit
    committed_again,  ///< the same write's second commit
    read,             ///< the read's answer
    failed,           ///< the write that ended without an acknowledgement
    crashed,          ///< the crash that took the write with it
    cache_lost,       ///< the end of the cache, which held the write
    power_cut,        ///< the power cut of the database that took the commit back
    given_up,         ///< the moment at which the queue gave it up, a dead letter
    missed,           ///< the commit that the entry has missed
};

struct Because {
    Part part = Part::acknowledged;
    Mark mark{};
};

/// One case of something that went wrong, and the two to four events that show it.
struct Finding {
    Property property = Property::stale_read;
    Key key{};
    RequestId request = 0;  ///< the read that returned it, the write that was lost; 0: an entry of a cache
    SessionId session = 0;
    Instant at{0};
    Value value{};            ///< what was returned, written or found in the cache
    bool found = true;        ///< false: that there is no such row
    Value newer{};            ///< what should have been there
    bool exists = true;       ///< whether by then the row existed
    bool local = false;       ///< in an instance's own memory ...
    InstanceId instance = 0;  ///< ... this one's
    Instant until = kNever;   ///< permanent_inconsistency: when the entry's TTL ends it; kNever: for ever
    std::array<Because, 4> because{};
    std::uint8_t count = 0;

    std::span<const Because> reasons() const { return {because.data(), count}; }
    /// Leaves out an event that is not known.
    void add(Part part, const Mark& mark) {
        if (mark.known() && count < because.size()) because[count++] = {part, mark};
    }
    const Mark* mark_of(Part part) const {
        for (std::size_t i = 0; i < count; ++i) {
            if (because[i].part == part) return &because[i].mark;
        }
        return nullptr;
    }
};

}  // namespace stampede
