// SPDX-License-Identifier: GPL-3.0-or-later
#include <array>

#include "core/strategies/catalogue.h"
#include "core/strategies/invalidation/hybrid.h"
#include "core/strategies/invalidation/obstacles.h"
#include "core/strategies/invalidation/outbox.h"
#include "core/strategies/invalidation/pub_sub.h"
#include "core/strategies/invalidation/tracking.h"
#include "core/strategies/invalidation/ttl_only.h"

namespace stampede {
namespace {

template <class I>
std::unique_ptr<Layer> make(const Options& options, const Environment& environment) {
    return std::make_unique<I>(options, environment);
}

using enum Property;
// Between a commit and the moment when the caches have heard of it, reads find what was there before.
constexpr Properties kFreshness{stale_read, monotonic_read, read_your_writes};

constexpr std::array kInvalidations{
    LayerInfo{.id = "on-write",
              .name = "On write",
              .sentence = "The writer itself deletes or replaces the cached entry, as its path says.",
              .source = "core/strategies/path.cpp"},
    LayerInfo{.id = "ttl-only",
              .name = "TTL only",
              .sentence = "Nobody deletes anything: an entry lives until its TTL, whatever happens to the row.",
              .source = "core/strategies/invalidation/ttl_only.cpp",
              .gives_up = kFreshness.with(Properties(permanent_inconsistency)),
              .obstacle = never_drops_or_must,
              .make = make<TtlOnly>},
    LayerInfo{.id = "pub-sub",
              .name = "Two tiers, publish/subscribe",
              .sentence = "Each instance keeps copies in its memory, and a writer publishes what the others must forget; a message that is "
                          "lost leaves a copy to its own TTL.",
              .source = "core/strategies/invalidation/pub_sub.cpp",
              .gives_up = kFreshness,
              .options = PubSub::kOptions,
              .obstacle = tells_nobody,
              .make = make<PubSub>},
    LayerInfo{.id = "tracking",
              .name = "Two tiers, CLIENT TRACKING",
              .sentence = "Each instance keeps copies in its memory, and Redis tells those who have read a key when it changes; a broken "
                          "connection empties the copies.",
              .source = "core/strategies/invalidation/two_tiers.cpp",
              .gives_up = kFreshness,
              .options = Tracking::kOptions,
              .make = make<Tracking>},
    LayerInfo{.id = "outbox",
              .name = "Outbox",
              .sentence = "The transaction that writes a row also notes its key, and a relay deletes what is cached until that has worked: "
                          "no crash loses it.",
              .source = "core/strategies/invalidation/outbox.cpp",
              .gives_up = kFreshness,
              .options = Outbox::kOptions,
              .obstacle = commits_elsewhere,
              .make = make<Outbox>},
    LayerInfo{.id = "hybrid",
              .name = "TTL and event",
              .sentence =
                  "The writer publishes the change and each instance that hears of it deletes the entry; a crash between commit and "
                  "event leaves it to a bounded TTL.",
              .source = "core/strategies/invalidation/hybrid.cpp",
              .gives_up = kFreshness,
              .options = Hybrid::kOptions,
              .obstacle = needs_no_event,
              .make = make<Hybrid>},
};

}  // namespace

std::span<const LayerInfo> invalidations() { return kInvalidations; }

}  // namespace stampede
