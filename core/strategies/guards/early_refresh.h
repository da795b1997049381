// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ports/environment.h"
#include "core/strategies/layer.h"

namespace stampede {

/// What the guards have in common that let some reader load an entry anew before it expires, so that it never does.
class EarlyRefresh : public Layer {
   public:
    explicit EarlyRefresh(const Environment& environment) : clock(environment.clock), host(environment.host) {}

    Task<Reply> get(Key key) override;
    Task<Reply> load(Key key, Reply miss) override;
    Task<Reply> fill(Key key, Entry entry) override;
    Task<Reply> put(Key key, Entry entry) override;

   protected:
    /// Whether the reader of this entry, whose deadline is known, is to load it anew.
    virtual bool chosen(const Reply& hit) = 0;

    Clock clock;

   private:
    Entry noted(Entry entry) const;

    Host& host;
};

}  // namespace stampede
