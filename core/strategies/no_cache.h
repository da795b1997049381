// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/strategies/strategy.h"

namespace stampede {

/// Every request goes to the database: what everything else is measured against.
class NoCache final : public Strategy {
   public:
    explicit NoCache(const Environment& environment);

    Task<Answer> read(Key key) override;
    Task<Acknowledgement> write(Key key, WriteId id) override;

   private:
    Database database;
};

}  // namespace stampede
