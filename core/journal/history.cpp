// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/journal/history.h"

#include <algorithm>

namespace stampede {

const LabState& History::move_to(std::size_t position) {
    // A frame older than the oldest event held can no longer be folded forward; the newest such frame stays as the floor.
    while (frames_.size() > 1 && frames_[1].position <= journal_->first()) frames_.erase(frames_.begin());
    const std::size_t floor = std::max(frames_.front().position, journal_->first());
    position = std::clamp(position, floor, journal_->size());

    if (position < position_) {
        const auto after = std::upper_bound(frames_.begin(), frames_.end(), position,
                                            [](std::size_t at, const Frame& frame) { return at < frame.position; });
        const Frame& nearest = *std::prev(after);
        state_ = nearest.state;
        position_ = nearest.position;
    }
    position_ = std::max(position_, std::min(journal_->first(), position));
    while (position_ < position) {
        state_.apply((*journal_)[position_++]);
        if (position_ >= frames_.back().position + spacing()) keep_frame();
    }
    return state_;
}

// A copy costs as much as folding a few events for each key that it holds.
std::size_t History::spacing() const { return std::max(spacing_, 16 * state_.cache().size()); }

void History::keep_frame() {
    frames_.push_back({position_, state_});
    if (frames_.size() <= kMostFrames) return;
    std::vector<Frame> kept;
    for (std::size_t i = 0; i < frames_.size(); i += 2) kept.push_back(std::move(frames_[i]));
    frames_ = std::move(kept);
    spacing_ *= 2;
}

}  // namespace stampede
