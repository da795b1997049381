// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/strategies/guards/jitter.h"

namespace stampede {

Jitter::Jitter(const Options& options, const Environment& environment) : share(options.share("percent")), random(environment.random) {}

Task<Reply> Jitter::fill(Key key, Entry entry) {
    entry.ttl = spread(entry.ttl);
    return below().fill(key, entry);
}

Task<Reply> Jitter::put(Key key, Entry entry) {
    entry.ttl = spread(entry.ttl);
    return below().put(key, entry);
}

Duration Jitter::spread(Duration ttl) {
    const double factor = 1 + share * (2 * random.unit() - 1);
    return Duration(static_cast<Duration::rep>(static_cast<double>(ttl.count()) * factor));
}

}  // namespace stampede
