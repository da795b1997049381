// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/strategies/loading_cache.h"

namespace stampede {

/// Read-through: the application reads from one cache, whose loader goes to the database on a miss.
class ReadThrough final : public Strategy {
   public:
    explicit ReadThrough(const Environment& environment);

    Task<Answer> read(Key key) override;
    Task<Acknowledgement> write(Key key, WriteId id) override;

   private:
    LoadingCache cache;
    Database database;
};

}  // namespace stampede
