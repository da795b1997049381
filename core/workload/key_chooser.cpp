// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/workload/key_chooser.h"

#include <algorithm>
#include <cmath>

namespace stampede {

KeyChooser::KeyChooser(Distribution distribution, std::uint32_t keys, double theta)
    : distribution_(theta == 0 ? Distribution::uniform : distribution), keys_(keys), newest_(keys) {
    if (distribution_ == Distribution::uniform) return;
    double sum = 0;
    cumulative_.reserve(keys);
    for (std::uint32_t rank = 1; rank <= keys; ++rank) cumulative_.push_back(sum += std::pow(rank, -theta));
    for (double& value : cumulative_) value /= sum;
}

std::uint32_t KeyChooser::draw(RandomSource& random) const {
    if (cumulative_.empty()) return static_cast<std::uint32_t>(random.below(keys_)) + 1;
    const auto found = std::upper_bound(cumulative_.begin(), cumulative_.end(), random.unit());
    const auto rank = static_cast<std::uint32_t>(std::min<std::ptrdiff_t>(found - cumulative_.begin(), keys_ - 1));
    return distribution_ == Distribution::latest ? newest_ - rank : rank + 1;
}

}  // namespace stampede
