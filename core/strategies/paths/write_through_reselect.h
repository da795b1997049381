// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/strategies/path.h"

namespace stampede {

/// Write-through that reads the row back and caches what the database really holds, columns that the writer did not name among them.
class WriteThroughReselect final : public Path {
   public:
    using Path::Path;

    Task<Acknowledgement> write(Key key, Change change) override;
};

}  // namespace stampede
