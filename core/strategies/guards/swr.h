// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <set>

#include "core/ports/environment.h"
#include "core/strategies/layer.h"
#include "core/strategies/options.h"

namespace stampede {

/// Stale-while-revalidate (RFC 5861): past its soft deadline an entry is still served, while one coroutine of this instance loads it anew.
/// If that fails, the old entry is served until its hard deadline, its TTL (stale-if-error).
class Swr final : public Layer {
   public:
    static constexpr std::array kOptions{
        OptionInfo{"soft", "the soft deadline, as a share of the TTL: 83 % of an hour are 50 minutes", Unit::percent, 83, 1, 99},
    };

    Swr(const Options& options, const Environment& environment)
        : soft(options.share("soft")), clock(environment.clock), host(environment.host) {}

    Task<Reply> get(Key key) override;
    Task<Reply> fill(Key key, Entry entry) override;
    Task<Reply> put(Key key, Entry entry) override;

   private:
    Task<void> refresh(Key key, Reply old);
    Entry noted(Entry entry) const;

    double soft;
    Clock clock;
    Host& host;
    std::set<Key> refreshing;
};

}  // namespace stampede
