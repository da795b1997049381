// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <set>

#include "core/model/key.h"

namespace stampede {

/// The loads that readers of one instance have under way. A write spoils those of its key: what they bring from the database is older than
/// the queue and must not be cached. It is what a lease does, in the instance's own memory.
class WriteBehindLoads {
   public:
    std::uint64_t begin(Key key) {
        under_way[key].insert(++last);
        return last;
    }
    void spoil(Key key) { under_way.erase(key); }

    /// Whether nobody has written the key since the load began.
    bool end(Key key, std::uint64_t load) {
        const auto found = under_way.find(key);
        if (found == under_way.end() || found->second.erase(load) == 0) return false;
        if (found->second.empty()) under_way.erase(found);
        return true;
    }

   private:
    std::map<Key, std::set<std::uint64_t>> under_way;
    std::uint64_t last = 0;
};

}  // namespace stampede
