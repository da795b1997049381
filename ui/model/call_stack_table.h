// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>
#include <unordered_map>
#include <vector>

#include "core/model/event.h"

namespace stampede::ui {

/// A line of a strategy's source.
struct Place {
    std::uint16_t file = 0;  ///< an id of SourceFiles
    std::uint16_t line = 0;  ///< from 1

    friend bool operator==(const Place&, const Place&) = default;
};

/// The calls that lead to operations, folded from the `call` events of a journal. A stack is defined once, before its first use, and its
/// definition is kept even when the journal has let go of that event.
class CallStackTable {
   public:
    void apply(const Event& event);

    /// The lines that called, outermost first, without the innermost, where the operation is asked for; empty for a stack unknown.
    std::span<const Place> callers(std::uint16_t stack) const;

    std::size_t size() const { return stacks_.size(); }

   private:
    std::unordered_map<std::uint16_t, std::vector<Place>> stacks_;
};

}  // namespace stampede::ui
