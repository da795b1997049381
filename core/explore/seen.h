// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <vector>

#include "core/explore/fingerprint.h"

namespace stampede {

/// The states that a search has met, by fingerprint: a hash table with open addressing, at most two thirds full.
class Seen {
   public:
    Seen() : slots_(1024) {}

    struct Found {
        std::uint32_t number;
        bool added;
    };
    /// The state's number, `next` if it has not been met.
    Found add(const Fingerprint& print, std::uint32_t next) {
        if (3 * (size_ + 1) > 2 * slots_.size()) grow();
        Slot& slot = slots_[slot_of(print)];
        if (slot.number != kFree) return {slot.number, false};
        slot = {print, next};
        ++size_;
        return {next, true};
    }
    std::size_t bytes() const { return slots_.size() * sizeof(Slot); }
    /// What it will need at most while one more state is added.
    std::size_t bytes_to_grow() const { return 3 * (size_ + 1) > 2 * slots_.size() ? 3 * bytes() : bytes(); }

   private:
    static constexpr std::uint32_t kFree = 0xffffffff;
    struct Slot {
        Fingerprint print{0, 0};
        std::uint32_t number = kFree;
    };
    std::size_t slot_of(const Fingerprint& print) const {
        const std::size_t mask = slots_.size() - 1;
        std::size_t slot = print.low & mask;
        while (slots_[slot].number != kFree && slots_[slot].print != print) slot = (slot + 1) & mask;
        return slot;
    }
    void grow() {
        const std::vector<Slot> before = std::move(slots_);
        slots_.assign(2 * before.size(), Slot{});
        for (const Slot& slot : before) {
            if (slot.number != kFree) slots_[slot_of(slot.print)] = slot;
        }
    }

    std::vector<Slot> slots_;
    std::size_t size_ = 0;
};

}  // namespace stampede
