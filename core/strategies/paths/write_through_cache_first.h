// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/strategies/path.h"

namespace stampede {

/// Write-through that writes the cache first, an anti-pattern: what the database then refuses, or never hears of, can be read all the
/// same. Such a value is a phantom; what it replaced is gone.
class WriteThroughCacheFirst final : public Path {
   public:
    using Path::Path;

    Task<Acknowledgement> write(Key key, Change change) override;
};

}  // namespace stampede
