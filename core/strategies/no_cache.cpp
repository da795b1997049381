// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/strategies/no_cache.h"

namespace stampede {

NoCache::NoCache(const Environment& environment) : database(environment.database) {}

Task<Answer> NoCache::read(Key key) {
    const Reply row = co_await database.select(key);
    co_return answer_from(Source::database, row);
}

Task<Acknowledgement> NoCache::write(Key key, WriteId id) {
    const Reply committed = co_await database.update(key, id);
    co_return acknowledgement_of(committed);
}

}  // namespace stampede
