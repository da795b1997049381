// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/strategies/paths/write_around.h"

namespace stampede {

// Reads are what every loading cache does: see core/strategies/path.cpp.

Task<Acknowledgement> WriteAround::write(Key key, Change change) {
    const Reply committed = co_await top().commit(key, change);
    co_return acknowledgement_of(committed);
}

}  // namespace stampede
