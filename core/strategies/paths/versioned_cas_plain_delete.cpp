// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/strategies/paths/versioned_cas_plain_delete.h"

namespace stampede {

// Everything but this is in core/strategies/paths/versioned_cas.cpp.

Task<Reply> VersionedCasPlainDelete::drop(Key key, Reply) { co_return co_await cache.del(key); }

}  // namespace stampede
