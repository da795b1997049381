// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/explore/random_schedules.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace stampede {

std::uint64_t& RandomSchedules::priority(std::size_t mover) {
    if (priorities_[mover] == 0) priorities_[mover] = kDepth + (random_.next() >> 1);
    return priorities_[mover];
}

const std::vector<ExploreChoice>& RandomSchedules::run() {
    ++runs_;
    stage_->reset();
    script_.clear();
    priorities_.assign(kMovers, 0);
    std::array<std::size_t, kDepth - 1> changes;
    for (std::size_t& change : changes) change = static_cast<std::size_t>(random_.below(longest_));
    for (;;) {
        stage_->choices(open_);
        if (open_.empty()) break;
        const auto first = [&] {
            return *std::max_element(open_.begin(), open_.end(),
                                     [this](ExploreChoice a, ExploreChoice b) { return priority(mover_of(a)) < priority(mover_of(b)); });
        };
        for (std::size_t i = 0; i < changes.size(); ++i) {
            if (changes[i] == script_.size()) priority(mover_of(first())) = i + 1;
        }
        script_.push_back(first());
        stage_->perform(script_.back());
    }
    const auto drawn = std::count_if(priorities_.begin(), priorities_.end(), [](std::uint64_t priority) { return priority != 0; });
    movers_ = std::max(movers_, static_cast<std::size_t>(drawn));
    longest_ = std::max(longest_, script_.size());
    return script_;
}

double RandomSchedules::probability() const {
    const double once = 1 / (static_cast<double>(movers_) * std::pow(static_cast<double>(longest_), kDepth - 1));
    return 1 - std::pow(1 - once, static_cast<double>(runs_));
}

}  // namespace stampede
