// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <deque>
#include <vector>

namespace stampede {

/// Objects that are reused rather than allocated, at stable addresses. A token names one for as long as it is taken: once released, the
/// token finds nothing, so a timer or a reply that comes late can be told from one for the slot's next user.
template <class T>
class SlotPool {
   public:
    /// 24 bits of generation over 32 bits of index.
    using Token = std::uint64_t;

    Token take() {
        std::uint32_t index = static_cast<std::uint32_t>(slots_.size());
        if (free_.empty()) {
            slots_.emplace_back();
        } else {
            index = free_.back();
            free_.pop_back();
        }
        Slot& slot = slots_[index];
        slot.taken = true;
        slot.generation = (slot.generation + 1) & 0xffffff;
        slot.object.reset();
        return (std::uint64_t{slot.generation} << 32) | index;
    }

    T* find(Token token) {
        Slot& slot = slots_[static_cast<std::uint32_t>(token)];
        return slot.taken && slot.generation == token >> 32 ? &slot.object : nullptr;
    }

    /// Precondition: the token is taken.
    T& at(Token token) { return slots_[static_cast<std::uint32_t>(token)].object; }

    void release(Token token) {
        slots_[static_cast<std::uint32_t>(token)].taken = false;
        free_.push_back(static_cast<std::uint32_t>(token));
    }

    /// Calls `visit(token)` for each that is taken. Others may be taken and released meanwhile.
    template <class Visit>
    void each(Visit&& visit) {
        for (std::size_t index = 0; index < slots_.size(); ++index) {
            if (slots_[index].taken) visit((std::uint64_t{slots_[index].generation} << 32) | index);
        }
    }

    std::size_t taken() const { return slots_.size() - free_.size(); }

   private:
    struct Slot {
        T object{};
        std::uint32_t generation = 0;
        bool taken = false;
    };
    std::deque<Slot> slots_;
    std::vector<std::uint32_t> free_;
};

}  // namespace stampede
