// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/strategies/guards/load_shedding.h"

namespace stampede {

Task<Reply> LoadShedding::select(Key key) {
    if (running < most_running) {
        ++running;
    } else if (queue.size() < most_waiting) {
        const std::uint64_t my_turn = host.new_signal();
        queue.push_back(my_turn);
        // Whoever ends hands its place over, so the number of those who run stays.
        co_await host.wait(my_turn, Duration::zero());
    } else {
        host.note(EventType::shed, key, static_cast<std::int64_t>(queue.size()));
        Reply refused;
        refused.outcome = Outcome::refused;
        co_return refused;
    }

    const Reply row = co_await below().select(key);

    if (queue.empty()) {
        --running;
    } else {
        host.raise(queue.front());
        queue.pop_front();
    }
    co_return row;
}

}  // namespace stampede
