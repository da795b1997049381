// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/strategies/guards/xfetch.h"

#include <cmath>

namespace stampede {

XFetch::XFetch(const Options& options, const Environment& environment)
    : EarlyRefresh(environment), beta(options.number("beta")), random(environment.random) {}

bool XFetch::chosen(const Reply& hit) {
    const auto delta = static_cast<double>(hit.notes.cost.count());
    const double luck = 1 - random.unit();  // in (0, 1]: the logarithm of 0 has no value
    const auto head_start = static_cast<Duration::rep>(-delta * beta * std::log(luck));
    return clock.now() + Duration(head_start) >= hit.notes.expires;
}

Task<Reply> XFetch::select(Key key) {
    const Instant begun = clock.now();
    Reply row = co_await below().select(key);
    row.notes.cost = clock.now() - begun;  // goes with the row into its entry
    co_return row;
}

}  // namespace stampede
