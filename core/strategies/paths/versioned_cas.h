// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/strategies/path.h"

namespace stampede {

/// Versioned compare-and-set: an entry is replaced only by a newer one, and a write leaves a tombstone with the version of its commit, so
/// that a slow reader cannot bring an older row back. Versions come from the transaction that wrote the row: their order is the
/// order of the commits. (Uber CacheFront; TAO, USENIX ATC 2013.)
class VersionedCas : public Path {
   public:
    using Path::Path;

    Task<Acknowledgement> write(Key key, Change change) override;

    Task<Reply> fill(Key key, Entry entry) override;
    Task<Reply> put(Key key, Entry entry) override;
    Task<Reply> drop(Key key, Reply committed) override;
};

}  // namespace stampede
