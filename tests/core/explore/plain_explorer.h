// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <vector>

#include "core/explore/seen.h"

namespace stampede {

/// Breadth-first search of cache-aside with its steps written out as a switch over plain data: what the same search costs without
/// coroutines, catalogue, checker or faults. Alike readers are exchanged here too.
class PlainExplorer {
   public:
    PlainExplorer(std::uint32_t readers, std::uint32_t writers) : readers_(readers), writers_(writers) {}

    /// The number of states; `stale()` then says in how many ends an old row is left in the cache.
    std::uint64_t explore() {
        std::vector<State> layer;
        std::vector<State> next;
        add(State{}, next);
        while (!next.empty()) {
            layer.clear();
            std::swap(layer, next);
            for (const State& state : layer) expand(state, next);
        }
        return states_;
    }
    std::uint64_t stale() const { return stale_; }

   private:
    struct State {
        std::uint8_t row = 0;                  // how many writes have committed
        std::uint8_t cached = 0;               // 1 + what the cache holds; 0: nothing
        std::array<std::uint8_t, 8> reader{};  // 0: GET, 1: SELECT, 2 + what it has read: SET, 255: ended
        std::array<std::uint8_t, 8> writer{};  // 0: UPDATE, 1: DEL, 2: ended
    };
    static constexpr std::uint8_t kEnded = 255;

    void expand(const State& state, std::vector<State>& next) {
        bool over = true;
        for (std::uint32_t i = 0; i < readers_; ++i) {
            if (state.reader[i] == kEnded) continue;
            over = false;
            State after = state;
            std::uint8_t& at = after.reader[i];
            switch (at) {
                case 0: at = state.cached != 0 ? kEnded : 1; break;
                case 1: at = static_cast<std::uint8_t>(2 + state.row); break;
                default:
                    after.cached = static_cast<std::uint8_t>(at - 1);
                    at = kEnded;
                    break;
            }
            add(after, next);
        }
        for (std::uint32_t i = 0; i < writers_; ++i) {
            if (state.writer[i] == 2) continue;
            over = false;
            State after = state;
            if (after.writer[i]++ == 0) {
                ++after.row;
            } else {
                after.cached = 0;
            }
            add(after, next);
        }
        if (over && state.cached != 0 && state.cached != state.row + 1) ++stale_;
    }

    void add(const State& state, std::vector<State>& next) {
        std::array<std::uint8_t, 8> readers = state.reader;
        std::sort(readers.begin(), readers.begin() + readers_);
        Fingerprint print;
        print.add((std::uint64_t{state.row} << 8) | state.cached);
        std::uint64_t word = 0;
        for (const std::uint8_t reader : readers) word = (word << 8) | reader;
        print.add(word);
        word = 0;
        for (const std::uint8_t writer : state.writer) word = (word << 8) | writer;
        print.add(word);
        if (!seen_.add(print, static_cast<std::uint32_t>(states_)).added) return;
        ++states_;
        next.push_back(state);
    }

    std::uint32_t readers_;
    std::uint32_t writers_;
    Seen seen_;
    std::uint64_t states_ = 0;
    std::uint64_t stale_ = 0;
};

}  // namespace stampede
