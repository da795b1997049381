// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <bit>
#include <cstdint>
#include <vector>

#include "core/model/key.h"

namespace stampede {

/// Where each key is kept. A hash table with open addressing and linear probing: a look-up is what a simulated read costs most, and here
/// it touches one line of memory where std::unordered_map follows pointers. At most three quarters
/// of it are filled.
class KeyIndex {
   public:
    static constexpr std::uint32_t kNone = 0xffffffff;

    KeyIndex() { clear(); }

    std::uint32_t find(Key key) const { return slots_[slot_of(key)].place; }

    /// Adds the key, or says where it is from now on.
    void put(Key key, std::uint32_t place) {
        std::size_t slot = slot_of(key);
        if (slots_[slot].place == kNone && 4 * ++size_ > 3 * slots_.size()) {
            grow();
            slot = slot_of(key);
        }
        slots_[slot] = {key, place};
    }

    /// Precondition: the key is there. Whoever probed past its slot moves up, so that no marks of the deleted are needed.
    void erase(Key key) {
        std::size_t hole = slot_of(key);
        for (std::size_t next = after(hole); slots_[next].place != kNone; next = after(next)) {
            const std::size_t wanted = home_of(slots_[next].key);
            if (((next - wanted) & (slots_.size() - 1)) < ((next - hole) & (slots_.size() - 1))) continue;
            slots_[hole] = slots_[next];
            hole = next;
        }
        slots_[hole].place = kNone;
        --size_;
    }

    std::size_t size() const { return size_; }
    void clear() {
        slots_.assign(kFewest, Slot{});
        size_ = 0;
    }

   private:
    static constexpr std::size_t kFewest = 64;
    struct Slot {
        Key key{};
        std::uint32_t place = kNone;
    };

    // The upper bits of the hash are the mixed ones.
    std::size_t home_of(Key key) const { return KeyHash{}(key) >> (64 - std::countr_zero(slots_.size())); }
    std::size_t after(std::size_t slot) const { return (slot + 1) & (slots_.size() - 1); }
    /// The key's slot, or the free one where it belongs.
    std::size_t slot_of(Key key) const {
        std::size_t slot = home_of(key);
        while (slots_[slot].place != kNone && slots_[slot].key != key) slot = after(slot);
        return slot;
    }
    void grow() {
        const std::vector<Slot> before = std::move(slots_);
        slots_.assign(2 * before.size(), Slot{});
        for (const Slot& slot : before) {
            if (slot.place != kNone) slots_[slot_of(slot.key)] = slot;
        }
    }

    std::vector<Slot> slots_;
    std::size_t size_ = 0;
};

}  // namespace stampede
