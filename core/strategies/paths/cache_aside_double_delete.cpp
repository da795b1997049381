// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/strategies/paths/cache_aside_double_delete.h"

namespace stampede {

// Reads are what every loading cache does: see core/strategies/path.cpp.

CacheAsideDoubleDelete::CacheAsideDoubleDelete(const Options& options, const Environment& environment)
    : Path(environment), host(environment.host), wait(options.time("wait")), all_deleted(host.new_signal()) {}

Task<Acknowledgement> CacheAsideDoubleDelete::write(Key key, Change change) {
    const Reply nothing_yet;
    co_await top().drop(key, nothing_yet);
    const Reply committed = co_await top().commit(key, change);

    // Beside the request: nobody would want to wait half a second for every write. A crash within the wait loses the second delete.
    if (committed.ok()) host.spawn(delete_again(key, committed));
    co_return acknowledgement_of(committed);
}

Task<void> CacheAsideDoubleDelete::delete_again(Key key, Reply committed) {
    ++outstanding;
    co_await clock.sleep(wait);
    co_await top().drop(key, committed);
    if (--outstanding == 0) host.raise(all_deleted);
}

Task<void> CacheAsideDoubleDelete::close() {
    const Duration as_long_as_it_takes{0};
    if (outstanding > 0) co_await host.wait(all_deleted, as_long_as_it_takes);
}

}  // namespace stampede
