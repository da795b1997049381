// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/strategies/invalidation/ttl_only.h"

namespace stampede {

Task<Reply> TtlOnly::drop(Key, Reply) { co_return Reply{}; }

}  // namespace stampede
