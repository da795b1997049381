// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/strategies/guards/early_random.h"

namespace stampede {

bool EarlyRandom::chosen(const Reply& hit) {
    if (clock.now() + window < hit.notes.expires) return false;
    return random.unit() < share;
}

}  // namespace stampede
