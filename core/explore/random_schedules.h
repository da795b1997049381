// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <vector>

#include "core/explore/stage.h"
#include "core/ports/random_source.h"

namespace stampede {

/// Schedules by random priorities: whoever may move and has the highest does, and at two random steps whoever moves falls behind everybody
/// else. If a violation depends on the order of `kDepth` steps, a schedule with n actors and k steps finds it with a probability of at
/// least 1 / (n k^(kDepth-1)) (PCT; Burckhardt, Kothari, Musuvathi & Nagarakatte, ASPLOS 2010).
class RandomSchedules {
   public:
    static constexpr std::size_t kDepth = 3;

    RandomSchedules(Stage& stage, std::uint64_t seed) : stage_(&stage), random_(seed) {}

    /// Runs one from beginning to end; the stage then stands there.
    const std::vector<ExploreChoice>& run();
    /// The probability with which those run so far would have found such a violation.
    double probability() const;

   private:
    // By what can move: actors, entries, instances.
    static constexpr std::size_t kMovers = 7 * 64;
    static std::size_t mover_of(ExploreChoice choice) { return static_cast<std::size_t>(choice.move) * 64 + (choice.actor & 63); }
    std::uint64_t& priority(std::size_t mover);

    Stage* stage_;
    RandomSource random_;
    std::vector<std::uint64_t> priorities_;  // 0: not drawn yet
    std::vector<ExploreChoice> script_;
    std::vector<ExploreChoice> open_;
    std::size_t movers_ = 1;
    std::size_t longest_ = 16;
    std::uint64_t runs_ = 0;
};

}  // namespace stampede
