// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

#include "core/strategies/catalogue.h"

namespace stampede {

// Why a way of invalidation makes no sense on a path; "" when it does.

/// For TTL only: there must be a drop that can be left out.
std::string_view never_drops_or_must(const StrategyInfo& strategy);

/// For publish/subscribe: a writer must say that it has written.
std::string_view tells_nobody(const StrategyInfo& strategy);

/// For the outbox: every write must commit by itself, and what is cached must be dropped after the commit.
std::string_view commits_elsewhere(const StrategyInfo& strategy);

/// For events: every write must drop what is cached, after its commit, at a key that the hearers know.
std::string_view needs_no_event(const StrategyInfo& strategy);

}  // namespace stampede
