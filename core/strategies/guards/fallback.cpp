// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/strategies/guards/fallback.h"

namespace stampede {

// A cache that is gone refuses at once; one that hangs does not answer at all, and only a deadline helps against that. After it, the
// database is asked once, outside of whatever handles the cache's failure: its own failure is not the cache's.
void adapt_for_fallback(const Options& options, Environment& environment) {
    environment.cache = environment.cache.with_read_deadline(options.time("deadline"));
}

}  // namespace stampede
