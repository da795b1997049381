// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <memory>

#include "core/ports/environment.h"
#include "core/strategies/layer.h"
#include "core/strategies/options.h"

namespace stampede {

/// One load of a key at a time in this instance; those who come meanwhile wait for its result, whatever it is. n instances: n loads.
/// After singleflight of groupcache.
class SingleFlight final : public Layer {
   public:
    SingleFlight(const Options&, const Environment& environment) : host(environment.host) {}

    Task<Reply> load(Key key, Reply miss) override;
    Task<Reply> commit(Key key, Change change) override;

   private:
    struct Flight {
        std::uint64_t landed = 0;  ///< the signal
        Reply row{};
    };

    Task<Reply> fly(Key key, Reply miss);

    std::map<Key, std::shared_ptr<Flight>> flights;
    Host& host;
};

}  // namespace stampede
