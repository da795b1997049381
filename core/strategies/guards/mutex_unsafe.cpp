// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/strategies/guards/mutex_unsafe.h"

namespace stampede {

Task<Reply> MutexUnsafe::load(Key key, Reply miss) {
    if (!miss.ok()) co_return co_await below().load(key, miss);

    for (;;) {
        // Fault 1: the same value for everybody, so nobody can tell whose lock it is.
        const Reply lock = co_await cache.lock(key, 1, ttl);
        if (!lock.ok()) co_return lock;
        if (lock.applied) break;

        // Fault 2: no deadline.
        co_await clock.sleep(poll);
        const Reply cached = co_await below().get(key);
        if (!cached.ok() || cached.settled()) co_return cached;
    }

    // Fault 3: the entry may have been filled between the miss and the lock, and nobody looks.
    const Reply row = co_await below().load(key, miss);
    // Fault 4: a load that failed leaves by here, and the lock stays until its TTL.
    if (!row.ok()) co_return row;
    // Fault 1 again: if the load took longer than the TTL, this is somebody else's lock.
    co_await cache.del(key.as(Role::lock));
    co_return row;
}

}  // namespace stampede
