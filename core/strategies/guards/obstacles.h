// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

#include "core/strategies/catalogue.h"

namespace stampede {

// Why a guard makes no sense on a path; "" when it does.

/// For null caching: inserting a row must clear the note that there is none.
std::string_view nobody_clears_absence(const StrategyInfo& strategy);

/// For the Bloom filter: every insert must pass it before it commits.
std::string_view writes_pass_by(const StrategyInfo& strategy);

/// For early refreshes: one way of refreshing is enough.
std::string_view refreshes_itself(const StrategyInfo& strategy);

/// For leases: every write must delete the entry, after its commit, by the command that voids the lease.
std::string_view leases_not_voided(const StrategyInfo& strategy);

/// For SET NX: the path must fill without a condition of its own.
std::string_view fills_conditionally(const StrategyInfo& strategy);

}  // namespace stampede
