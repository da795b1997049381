// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/strategies/paths/versioned_keys.h"

namespace stampede {

/// Versioned keys whose writer moves the counter before it commits, an anti-pattern: a reader can store the old row under the new version.
class VersionedKeysEarly final : public VersionedKeys {
   public:
    using VersionedKeys::VersionedKeys;

    Task<Acknowledgement> write(Key key, Change change) override;
};

}  // namespace stampede
