// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/strategies/invalidation/two_tiers.h"

namespace stampede {

/// Two tiers over Redis's own CLIENT TRACKING: Redis remembers which instance has read which key and tells it once when the key changes.
/// When the connection breaks, Redis forgets, and so does the instance.
class Tracking final : public TwoTiers {
   public:
    Tracking(const Options& options, const Environment& environment) : TwoTiers(Channel::tracking, options, environment) {}
};

}  // namespace stampede
