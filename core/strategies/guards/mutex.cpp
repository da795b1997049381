// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/strategies/guards/mutex.h"

#include "core/strategies/guards/miss.h"

namespace stampede {

Mutex::Mutex(const Options& options, const Environment& environment)
    : ttl(options.time("ttl")),
      poll(options.time("poll")),
      longest_wait(options.time("wait")),
      fails(options.number("fail") >= 1),
      cache(environment.cache),
      clock(environment.clock),
      random(environment.random),
      host(environment.host) {}

Task<Reply> Mutex::load(Key key, Reply miss) {
    // Without the cache there is no lock. And who holds the entry's lease is waited for: waiting here would block both.
    if (!miss.ok() || holds_lease(miss)) co_return co_await below().load(key, miss);

    // Nobody else can know the token, so nobody else can give this lock back.
    const std::uint64_t token = random.next() | 1;
    const Instant deadline = clock.now() + longest_wait;
    for (;;) {
        const Reply lock = co_await cache.lock(key, token, ttl);
        if (!lock.ok()) co_return co_await below().load(key, miss);
        if (lock.applied) co_return co_await load_locked(key, miss, token);
        if (refreshes_early(miss)) co_return as_hit(miss);
        if (clock.now() >= deadline) break;

        co_await clock.sleep(pause());
        const Reply cached = co_await below().get(key);
        if (cached.settled()) co_return cached;
        if (!cached.ok() || holds_lease(cached)) co_return co_await below().load(key, cached);
    }

    host.note(Decision::gave_up_waiting, key);
    if (fails) {
        miss.outcome = Outcome::timed_out;
        co_return miss;
    }
    co_return co_await below().load(key, miss);
}

Task<Reply> Mutex::load_locked(Key key, Reply miss, std::uint64_t token) {
    // Somebody may have filled the entry between the miss and the lock.
    Reply row = co_await below().get(key);
    if (!filled_since(miss, row)) {
        const Reply known = row.settled() ? miss : row;
        row = co_await below().load(key, known);
    }
    // Whether the load went well or not. If the lock has meanwhile gone to somebody else, it is not ours to delete: the token says so.
    co_await cache.unlock(key, token);
    co_return row;
}

// Spread, so that those who wait do not come in step.
Duration Mutex::pause() { return Duration(static_cast<Duration::rep>(static_cast<double>(poll.count()) * (0.5 + random.unit()))); }

}  // namespace stampede
