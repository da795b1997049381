// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/strategies/path.h"

namespace stampede {

/// Cache-aside that deletes before it writes, an anti-pattern: whoever reads between the two brings the old row back.
class CacheAsideDeleteFirst final : public Path {
   public:
    using Path::Path;

    Task<Acknowledgement> write(Key key, Change change) override;
};

}  // namespace stampede
