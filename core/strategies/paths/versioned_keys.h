// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/strategies/path.h"

namespace stampede {

/// The version is part of the key: user:profile:42:v7. A counter beside it says which version counts, and a write moves the counter on
/// after its commit. Nothing is ever deleted; what is under an older version is not asked for any more and expires.
class VersionedKeys : public Path {
   public:
    explicit VersionedKeys(const Environment& environment);

    Task<Acknowledgement> write(Key key, Change change) override;

    Task<Reply> get(Key key) override;
    Task<Reply> fill(Key key, Entry entry) override;
    Task<Reply> drop(Key key, Reply committed) override;

   private:
    /// Below this no series starts: so small a count means that the counter was lost and INCR has begun again at 1.
    static constexpr std::uint64_t kFirst = std::uint64_t{1} << 32;

    Entry new_series(Key key);

    RandomSource& random;
};

}  // namespace stampede
