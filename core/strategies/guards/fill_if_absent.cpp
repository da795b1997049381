// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/strategies/guards/fill_if_absent.h"

namespace stampede {

Task<Reply> FillIfAbsent::fill(Key key, Entry entry) {
    if (entry.condition == Condition::none) entry.condition = Condition::vacant;
    return below().fill(key, entry);
}

}  // namespace stampede
