// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>

#include "core/ports/environment.h"
#include "core/strategies/layer.h"
#include "core/strategies/options.h"

namespace stampede {

/// TTL and event: a writer publishes the change, whoever hears of it deletes the entry, and a bounded TTL catches what nobody heard. Commit
/// and event are two writes to two systems: a crash between them is one of those cases.
class Hybrid final : public Layer {
   public:
    static constexpr std::array kOptions{
        OptionInfo{"ttl", "no entry lives longer, so that a lost event does no harm for longer", Unit::seconds, 300, 0.001, 86'400},
    };

    Hybrid(const Options& options, const Environment& environment);

    Task<Reply> fill(Key key, Entry entry) override;
    Task<Reply> put(Key key, Entry entry) override;
    Task<Reply> drop(Key key, Reply committed) override;

   private:
    Task<void> heard(Key key);
    Entry bounded(Entry entry) const;

    CacheStore cache;
    Host& host;
    Duration longest;
};

}  // namespace stampede
