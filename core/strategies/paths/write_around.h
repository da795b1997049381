// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/strategies/path.h"

namespace stampede {

/// Write-around: writes go to the database and past the cache. A cached entry knows nothing of them and ages to its TTL.
class WriteAround final : public Path {
   public:
    using Path::Path;

    Task<Acknowledgement> write(Key key, Change change) override;
};

}  // namespace stampede
