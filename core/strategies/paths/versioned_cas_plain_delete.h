// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/strategies/paths/versioned_cas.h"

namespace stampede {

/// Versioned compare-and-set whose writer merely deletes, an anti-pattern: after a DEL nothing is left to compare with, and the slow
/// reader's old row is newer than nothing.
class VersionedCasPlainDelete final : public VersionedCas {
   public:
    using VersionedCas::VersionedCas;

    Task<Reply> drop(Key key, Reply committed) override;
};

}  // namespace stampede
