// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ports/environment.h"
#include "core/strategies/layer.h"
#include "core/strategies/options.h"

namespace stampede {

/// A reader fills the cache only where nothing is (SET NX): it cannot overwrite what a writer has just put there.
class FillIfAbsent final : public Layer {
   public:
    FillIfAbsent(const Options&, const Environment&) {}

    Task<Reply> fill(Key key, Entry entry) override;
};

}  // namespace stampede
