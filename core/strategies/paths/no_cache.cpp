// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/strategies/paths/no_cache.h"

namespace stampede {

Task<Answer> NoCache::read(Key key) {
    const Reply row = co_await top().select(key);
    co_return answer_from(row);
}

Task<Acknowledgement> NoCache::write(Key key, Change change) {
    const Reply committed = co_await top().commit(key, change);
    co_return acknowledgement_of(committed);
}

}  // namespace stampede
