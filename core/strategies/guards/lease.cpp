// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/strategies/guards/lease.h"

#include "core/strategies/guards/miss.h"

namespace stampede {

Lease::Lease(const Options& options, const Environment& environment)
    : hold_off(options.time("hold-off")),
      poll(options.time("poll")),
      longest_wait(options.time("wait")),
      takes_stale(options.number("stale") >= 1),
      keep(takes_stale ? options.time("keep") : Duration{0}),
      cache(environment.cache),
      clock(environment.clock),
      random(environment.random),
      host(environment.host) {}

Task<Reply> Lease::get(Key key) {
    Reply cached = co_await cache.lease_get(key, hold_off);
    if (!cached.settled()) cached.notes = EntryNotes();
    co_return cached;
}

Task<Reply> Lease::load(Key key, Reply miss) {
    if (!miss.ok() || holds_lease(miss)) co_return co_await below().load(key, miss);
    // There are leases for entries that are gone only: one that is still good is not replaced.
    if (refreshes_early(miss)) co_return as_hit(miss);

    const Instant deadline = clock.now() + longest_wait;
    for (;;) {
        if (takes_stale && miss.state == EntryState::stale) {
            host.note(Decision::served_stale, key);
            co_return as_hit(miss);
        }
        if (clock.now() >= deadline) break;
        co_await clock.sleep(pause());
        miss = co_await get(key);
        if (miss.settled()) co_return miss;
        // A holder that crashed blocks nobody for ever: after the hold-off the next one who asks gets the lease.
        if (!miss.ok() || holds_lease(miss)) co_return co_await below().load(key, miss);
    }
    host.note(Decision::gave_up_waiting, key);
    co_return co_await top().select(key);
}

Task<Reply> Lease::fill(Key key, Entry entry) {
    // Without a lease nothing is stored.
    if (entry.token == 0) co_return Reply();
    entry.condition = Condition::leased;
    co_return co_await below().fill(key, entry);
}

Task<Reply> Lease::drop(Key key, Reply) { co_return co_await cache.lease_del(key, keep); }

// Spread, so that those who wait do not come in step.
Duration Lease::pause() { return Duration(static_cast<Duration::rep>(static_cast<double>(poll.count()) * (0.5 + random.unit()))); }

}  // namespace stampede
