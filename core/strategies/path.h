// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/strategies/layer.h"
#include "core/strategies/strategy.h"

namespace stampede {

/// A read path and a write path. It is the lowest layer too: what every path does unless it says otherwise is here, so that a path's own
/// file holds what sets it apart.
class Path : public Strategy, public Layer {
   public:
    explicit Path(const Environment& environment);

    Task<Answer> read(Key key) override;

    Task<Reply> get(Key key) override;
    Task<Reply> load(Key key, Reply miss) override;
    Task<Reply> select(Key key) override;
    Task<Reply> fill(Key key, Entry entry) override;
    Task<Reply> commit(Key key, Change change) override;
    Task<Reply> put(Key key, Entry entry) override;
    Task<Reply> drop(Key key, Reply committed) override;
    Task<void> background() override { co_return; }
    Task<void> close() override { co_return; }

    /// An entry for what the database said, with the configured time to live.
    Entry entry_for(Key key, Reply row);

   protected:
    CacheStore cache;
    Database database;
    Clock clock;
    TtlPolicy ttl;
};

}  // namespace stampede
