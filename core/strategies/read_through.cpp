// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/strategies/read_through.h"

namespace stampede {

ReadThrough::ReadThrough(const Environment& environment) : cache(environment), database(environment.database) {}

Task<Answer> ReadThrough::read(Key key) { co_return co_await cache.get(key); }

Task<Acknowledgement> ReadThrough::write(Key key, WriteId id) {
    const Reply committed = co_await database.update(key, id);
    if (committed.ok()) co_await cache.invalidate(key);
    co_return acknowledgement_of(committed);
}

}  // namespace stampede
