// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/model/call_stack_table.h"

namespace stampede::ui {

void CallStackTable::apply(const Event& event) {
    if (event.type != EventType::call || event.detail < 0) return;
    std::vector<Place>& places = stacks_[event.stack];
    const auto depth = static_cast<std::size_t>(event.detail);
    // A number used again (a new lab in the same journal file) starts anew with its outermost call.
    if (depth < places.size()) places.resize(depth);
    if (depth == places.size()) places.push_back({event.file, event.line});
}

std::span<const Place> CallStackTable::callers(std::uint16_t stack) const {
    const auto found = stacks_.find(stack);
    return found == stacks_.end() ? std::span<const Place>{} : std::span<const Place>(found->second);
}

}  // namespace stampede::ui
