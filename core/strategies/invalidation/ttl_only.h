// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ports/environment.h"
#include "core/strategies/layer.h"
#include "core/strategies/options.h"

namespace stampede {

/// Nobody deletes anything: entries live until their TTL, whatever happens to the row.
class TtlOnly final : public Layer {
   public:
    TtlOnly(const Options&, const Environment&) {}

    Task<Reply> drop(Key key, Reply committed) override;
};

}  // namespace stampede
