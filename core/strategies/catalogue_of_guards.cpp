// SPDX-License-Identifier: GPL-3.0-or-later
#include <array>

#include "core/strategies/catalogue.h"
#include "core/strategies/guards/bloom.h"
#include "core/strategies/guards/circuit_breaker.h"
#include "core/strategies/guards/early_random.h"
#include "core/strategies/guards/fallback.h"
#include "core/strategies/guards/fill_if_absent.h"
#include "core/strategies/guards/jitter.h"
#include "core/strategies/guards/lease.h"
#include "core/strategies/guards/load_shedding.h"
#include "core/strategies/guards/mutex.h"
#include "core/strategies/guards/mutex_unsafe.h"
#include "core/strategies/guards/null_caching.h"
#include "core/strategies/guards/obstacles.h"
#include "core/strategies/guards/single_flight.h"
#include "core/strategies/guards/swr.h"
#include "core/strategies/guards/xfetch.h"

namespace stampede {
namespace {

template <class G>
std::unique_ptr<Layer> make(const Options& options, const Environment& environment) {
    return std::make_unique<G>(options, environment);
}

using enum Property;
constexpr Properties kFreshness{stale_read, monotonic_read, read_your_writes};

// The outermost first, for these reasons. A fill goes down: what chooses an entry's TTL stands above what notes deadlines that follow from
// it. A look into the cache comes up: what judges an entry stands above what waits for one, so that those who wait and look again see the
// entry itself. Single-flight stands above the locks, so that one request of an instance competes for them; the breaker below
// them, so that their looks count; the lease below it, because it is the one that asks the cache. What bounds the
// database's load stands last: nothing may pass it by.
constexpr std::array kGuards{
    LayerInfo{.id = "null-caching",
              .name = "Null caching",
              .sentence = "Remembers for a while that a row does not exist, so that repeated questions for it stay away from the database; "
                          "no help against a stampede.",
              .source = "core/strategies/guards/null_caching.cpp",
              .options = NullCaching::kOptions,
              .obstacle = nobody_clears_absence,
              .make = make<NullCaching>},
    LayerInfo{.id = "jitter",
              .name = "TTL jitter",
              .sentence = "Spreads TTLs, so that entries stored together do not expire together.",
              .source = "core/strategies/guards/jitter.cpp",
              .options = Jitter::kOptions,
              .make = make<Jitter>},
    LayerInfo{
        .id = "bloom",
        .name = "Bloom filter",
        .sentence =
            "Knows which rows can exist, and answers questions for others without cache or database; random absent ids fill no memory.",
        .source = "core/strategies/guards/bloom.cpp",
        .options = Bloom::kOptions,
        .obstacle = writes_pass_by,
        .make = make<Bloom>},
    LayerInfo{
        .id = "swr",
        .name = "Stale-while-revalidate",
        .sentence = "Past a soft deadline an entry is still served while one request of the instance loads it anew; also when that fails.",
        .source = "core/strategies/guards/swr.cpp",
        .options = Swr::kOptions,
        .obstacle = refreshes_itself,
        .make = make<Swr>},
    LayerInfo{.id = "xfetch",
              .name = "XFetch",
              .sentence = "Each reader decides by chance, likelier the nearer the end, to load an entry before it expires; how many do "
                          "does not depend on the load.",
              .source = "core/strategies/guards/xfetch.cpp",
              .options = XFetch::kOptions,
              .obstacle = refreshes_itself,
              .make = make<XFetch>},
    LayerInfo{
        .id = "early-random",
        .name = "Early refresh at random",
        .sentence = "In the last moments of an entry each reader loads it anew with a fixed chance; how many do depends on how many read.",
        .source = "core/strategies/guards/early_random.cpp",
        .options = EarlyRandom::kOptions,
        .obstacle = refreshes_itself,
        .make = make<EarlyRandom>},
    LayerInfo{.id = "single-flight",
              .name = "Single-flight",
              .sentence = "One load of a key at a time in each instance; the others wait for its result, errors included.",
              .source = "core/strategies/guards/single_flight.cpp",
              .gives_up = kFreshness,
              .make = make<SingleFlight>},
    LayerInfo{.id = "mutex",
              .name = "Mutex",
              .sentence = "One load of a key at a time over all instances, by a lock in the cache with a random token; those who wait stop "
                          "at a deadline.",
              .source = "core/strategies/guards/mutex.cpp",
              .options = Mutex::kOptions,
              .make = make<Mutex>},
    LayerInfo{.id = "mutex-unsafe",
              .name = "Mutex, as published",
              .sentence = "A lock without a token, without a second look, kept when the load fails and waited for without end.",
              .source = "core/strategies/guards/mutex_unsafe.cpp",
              .anti_pattern = true,
              .options = MutexUnsafe::kOptions,
              .make = make<MutexUnsafe>},
    LayerInfo{.id = "circuit-breaker",
              .name = "Circuit breaker",
              .sentence = "Stops asking a cache that fails too often, and tries again later with a few probes.",
              .source = "core/strategies/guards/circuit_breaker.cpp",
              .options = CircuitBreaker::kOptions,
              .make = make<CircuitBreaker>},
    LayerInfo{.id = "fallback",
              .name = "Fallback",
              .sentence = "A read waits for the cache only a moment, then goes to the database.",
              .source = "core/strategies/guards/fallback.cpp",
              .options = Fallback::kOptions,
              .adapt = adapt_for_fallback},
    LayerInfo{.id = "lease",
              .name = "Lease",
              .sentence = "The cache hands out the right to fill an entry, once in a hold-off; a delete voids it, so nobody can bring back "
                          "what a write has replaced.",
              .source = "core/strategies/guards/lease.cpp",
              .adds = Properties(permanent_inconsistency),
              .gives_up = kFreshness,
              .options = Lease::kOptions,
              .obstacle = leases_not_voided,
              .make = make<Lease>},
    LayerInfo{.id = "fill-if-absent",
              .name = "Fill if absent",
              .sentence = "A reader stores what it loaded only where nothing is (SET NX), so it cannot overwrite a newer value.",
              .source = "core/strategies/guards/fill_if_absent.cpp",
              .obstacle = fills_conditionally,
              .make = make<FillIfAbsent>},
    LayerInfo{.id = "load-shedding",
              .name = "Load shedding",
              .sentence = "At most so many loads at the database and so many waiting; the rest is refused at once, so that a database in "
                          "trouble still answers some.",
              .source = "core/strategies/guards/load_shedding.cpp",
              .options = LoadShedding::kOptions,
              .make = make<LoadShedding>},
};

}  // namespace

std::span<const LayerInfo> guards() { return kGuards; }

}  // namespace stampede
