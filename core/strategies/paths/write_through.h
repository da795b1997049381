// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/strategies/path.h"

namespace stampede {

/// Write-through: each write goes to the database and then, in the same request, into the cache.
class WriteThrough final : public Path {
   public:
    using Path::Path;

    Task<Acknowledgement> write(Key key, Change change) override;
};

}  // namespace stampede
