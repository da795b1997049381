// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <vector>

namespace stampede {

/// Where a state leads on an input: a hash table with open addressing, since every step of a search asks it twice. Half of it stays empty.
class Edges {
   public:
    static constexpr std::uint32_t kUnknown = 0xffffffff;

    Edges() : slots_(64) {}

    std::uint32_t find(std::uint32_t state, std::uint32_t input) const { return slots_[slot_of(name(state, input))].to; }

    void put(std::uint32_t state, std::uint32_t input, std::uint32_t to) {
        if (2 * ++size_ > slots_.size()) grow();
        const std::uint64_t edge = name(state, input);
        slots_[slot_of(edge)] = {edge, to};
    }
    std::size_t bytes() const { return slots_.size() * sizeof(Slot); }

   private:
    struct Slot {
        std::uint64_t edge = 0;
        std::uint32_t to = kUnknown;
    };

    static std::uint64_t name(std::uint32_t state, std::uint32_t input) { return (std::uint64_t{state} << 32) | input; }
    std::size_t slot_of(std::uint64_t edge) const {
        const std::size_t mask = slots_.size() - 1;
        std::uint64_t hash = (edge ^ (edge >> 29)) * 0x9E3779B97F4A7C15ULL;
        std::size_t slot = (hash ^ (hash >> 32)) & mask;
        while (slots_[slot].to != kUnknown && slots_[slot].edge != edge) slot = (slot + 1) & mask;
        return slot;
    }
    void grow() {
        const std::vector<Slot> before = std::move(slots_);
        slots_.assign(2 * before.size(), Slot{});
        for (const Slot& slot : before) {
            if (slot.to != kUnknown) slots_[slot_of(slot.edge)] = slot;
        }
    }

    std::vector<Slot> slots_;
    std::size_t size_ = 0;
};

}  // namespace stampede
