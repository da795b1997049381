// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <vector>

#include "core/journal/journal.h"
#include "core/journal/lab_state.h"

namespace stampede {

/// The state of the lab at any index of a journal. Going forward folds the events between; going back starts from the nearest
/// key frame. Frames are thinned as the journal grows, so memory stays bounded and a jump folds at most `spacing()` events.
class History {
   public:
    static constexpr std::size_t kMostFrames = 64;

    explicit History(const Journal& journal) : journal_(&journal) { frames_.push_back({0, LabState{}}); }

    /// Moves to the state after the first `position` events; clamped to what the journal holds.
    const LabState& move_to(std::size_t position);

    const LabState& state() const { return state_; }
    /// How many events the state has seen. The event before it is the one that has just happened.
    std::size_t position() const { return position_; }
    std::size_t spacing() const;

   private:
    struct Frame {
        std::size_t position;
        LabState state;
    };

    void keep_frame();

    const Journal* journal_;
    std::vector<Frame> frames_;
    std::size_t spacing_ = 1024;
    LabState state_;
    std::size_t position_ = 0;
};

}  // namespace stampede
