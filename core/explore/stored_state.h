// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <set>
#include <string>
#include <tl/expected.hpp>
#include <vector>

#include "core/explore/played.h"
#include "core/lab/until.h"
#include "core/ports/silent_observer.h"

namespace stampede {

/// What a world's stores hold, asked of them one operation after the other. Observes the world in place of the lab that has worked on it.
class StoredState final : public SilentObserver {
   public:
    StoredState(World& world, Until until) : world_(&world), until_(std::move(until)) { world.observe(*this); }

    /// What a reader of the key would find in the cache, or of the row in the database. Nobody answering is an error.
    tl::expected<Held, std::string> entry(Key key) { return ask(Verb::cache_get, key); }
    tl::expected<Held, std::string> row(Key key) { return ask(Verb::db_select, key); }

   private:
    void completed(const Operation& operation, const Reply& reply, const Timing& timing) override;
    tl::expected<Held, std::string> ask(Verb verb, Key key);

    World* world_;
    Until until_;
    OperationId asked_ = 0;
    OperationId answered_ = 0;
    Reply reply_{};
};

}  // namespace stampede
