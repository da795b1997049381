// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/strategies/path.h"

namespace stampede {

/// Every request goes to the database: what everything else is measured against.
class NoCache final : public Path {
   public:
    using Path::Path;

    Task<Answer> read(Key key) override;
    Task<Acknowledgement> write(Key key, Change change) override;
};

}  // namespace stampede
