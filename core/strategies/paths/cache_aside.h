// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/strategies/path.h"

namespace stampede {

/// Cache-aside, also called lazy loading: the application looks aside into the cache and keeps both stores itself.
class CacheAside final : public Path {
   public:
    using Path::Path;

    Task<Answer> read(Key key) override;
    Task<Reply> load(Key key, Reply miss) override;
    Task<Acknowledgement> write(Key key, Change change) override;
};

}  // namespace stampede
